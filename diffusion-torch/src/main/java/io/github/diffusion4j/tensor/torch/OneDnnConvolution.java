package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Spatial;
import java.util.Arrays;
import java.util.Collections;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A convolution put to oneDNN in a way that it gets right.
 *
 * <p>The oneDNN 3.7.1 in LibTorch 2.10.0 loses values, gradients or the process in many shapes,
 * with AVX2 and better. It looks like two of its known mistakes: rearranging arrays whose channels
 * do not fill its blocks (<a href="https://github.com/uxlfoundation/oneDNN/issues/3280">issue
 * 3280</a>, fixed in 3.8.1), and striding over kernels of one place out of its arrays (<a
 * href="https://github.com/uxlfoundation/oneDNN/issues/6035">issue 6035</a>); that it is these was
 * not proved. Right are, in thousands of shapes compared with doubles, convolutions with the
 * channels of a place side by side, which are the fast ones anyway, if the numbers of channels are
 * of the kind that is made here by adding silent ones.
 */
final class OneDnnConvolution {
  /** Up to so many outputs fit one block, and above it multiples of it do. */
  private static final long BLOCK = 32;

  private final Spatial.Convolution op;
  private final long[] stride;
  private long[] padding;
  private Tensor x;
  private Tensor weights;
  private Tensor bias;

  OneDnnConvolution(Spatial.Convolution op, Tensor x, Tensor weights, Tensor bias) {
    this.op = op;
    this.x = x;
    this.weights = weights;
    this.bias = bias;
    stride = Kernels.longs(op.stride());
    padding = Kernels.longs(op.padding());
  }

  Tensor run() {
    if (Call.isRounded(x) && (op.groups() > 1 || reachesAcross())) {
      // Gradients of these are right for floats only.
      x = x.to(ScalarType.Float);
      weights = weights.to(ScalarType.Float);
      bias = bias.to(ScalarType.Float);
      return run().to(ScalarType.BFloat16);
    }
    dropStrides();
    if (weights.size(1) == 1 && !isPlainDepthwise()) {
      x = widened(grouped(x, 1), 2, 2).flatten(1, 2);
      weights = widened(weights, 1, 2);
    }
    long outputs = weights.size(0) / op.groups();
    long enough = enough(outputs);
    if (enough != outputs) {
      weights = widened(grouped(weights, 0), 1, enough).flatten(0, 1);
      bias = widened(grouped(bias, 0), 1, enough).flatten(0, 1);
    }
    Tensor result =
        torch.convolution(
            channelsLast(x),
            weights,
            new TensorOptional(bias),
            stride,
            padding,
            Kernels.longs(op.dilation()),
            false,
            new long[stride.length],
            op.groups());
    return enough == outputs
        ? result
        : grouped(result, 1).narrow(2, 0, outputs).flatten(1, 2).contiguous(format(result));
  }

  private long extent(int place) {
    return op.dilation().get(place) * (weights.size(place + 2) - 1) + 1;
  }

  /** Tells whether the kernel is longer than the picture anywhere. */
  private boolean reachesAcross() {
    boolean across = false;
    for (int i = 0; i < stride.length; i++) {
      across |= extent(i) > x.size(i + 2);
    }
    return across;
  }

  /** Takes strides away where they change nothing, or the kernel looks at single places. */
  private void dropStrides() {
    for (int i = 0; i < stride.length; i++) {
      if (x.size(i + 2) + 2 * padding[i] == extent(i)) {
        stride[i] = 1;
      }
    }
    boolean pointwise = weights.numel() == weights.size(0) * weights.size(1);
    if (!pointwise || Arrays.stream(stride).max().orElseThrow() == 1) {
      return;
    }
    if (Arrays.stream(padding).max().orElseThrow() > 0) {
      x = torch.constant_pad_nd(x, aroundLastFirst());
      padding = new long[stride.length];
    }
    for (int i = 0; i < stride.length; i++) {
      x = x.slice(i + 2, new LongOptional(), new LongOptional(), stride[i]);
      stride[i] = 1;
    }
  }

  private long[] aroundLastFirst() {
    long[] around = new long[2 * padding.length];
    for (int i = 0; i < padding.length; i++) {
      around[2 * i] = padding[padding.length - 1 - i];
      around[2 * i + 1] = around[2 * i];
    }
    return around;
  }

  /** Tells whether each channel is seen by one output: oneDNN has kernels of its own for those. */
  private boolean isPlainDepthwise() {
    return op.groups() > 1
        && op.groups() == weights.size(0)
        && stride.length == 2
        && Collections.max(op.dilation()) == 1;
  }

  /** Returns with how many outputs of a group gradients and values are right. */
  private long enough(long outputs) {
    if (outputs > BLOCK) {
      return (outputs + BLOCK - 1) / BLOCK * BLOCK;
    }
    return Call.isRounded(weights) ? outputs + outputs % 2 : outputs;
  }

  private Tensor grouped(Tensor tensor, int dimension) {
    return tensor.unflatten(dimension, op.groups(), -1);
  }

  /** Returns this with zeros behind a dimension's elements, up to a length. */
  private static Tensor widened(Tensor tensor, int dimension, long length) {
    long[] lengths = new long[(int) tensor.dim()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = tensor.size(i);
    }
    lengths[dimension] = length - lengths[dimension];
    Tensor silent = torch.zeros(lengths, tensor.options());
    return torch.cat(new TensorVector(tensor, silent), dimension);
  }

  private static Tensor channelsLast(Tensor x) {
    // Where lengths are 1, one array is in both orders, and only a copy is taken to be in this one.
    MemoryFormat format = format(x);
    return x.suggest_memory_format().intern() == format
        ? x
        : x.clone(new MemoryFormatOptional(format));
  }

  private static MemoryFormat format(Tensor x) {
    return x.dim() == 5 ? MemoryFormat.ChannelsLast3d : MemoryFormat.ChannelsLast;
  }
}
