package io.github.diffusion4j.bench.libtorch;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution over two dimensions of a picture or three of a clip, which keeps the size, or
 * halves height and width.
 */
record Convolution(Tensor weight, TensorOptional bias, long[] stride, long[] padding) {
  static Convolution of(Weights weights, int dimensions, long in, long out, int kernel) {
    long[] shape = shape(dimensions, in, out, kernel);
    return new Convolution(weights, weights.gaussian(shape), 1);
  }

  /** One that starts as zero. */
  static Convolution zero(Weights weights, int dimensions, long in, long out, int kernel) {
    long[] shape = shape(dimensions, in, out, kernel);
    return new Convolution(weights, weights.zeros(shape), 1);
  }

  static Convolution halving(Weights weights, int dimensions, long channels) {
    long[] shape = shape(dimensions, channels, channels, 3);
    return new Convolution(weights, weights.gaussian(shape), 2);
  }

  private Convolution(Weights weights, Tensor weight, int stride) {
    this(
        weight,
        new TensorOptional(weights.zeros(weight.size(0))),
        strides(weight, stride),
        filled((int) weight.dim() - 2, weight.size(2) / 2));
  }

  private static long[] shape(int dimensions, long in, long out, int kernel) {
    long[] shape = filled(dimensions + 2, kernel);
    shape[0] = out;
    shape[1] = in;
    return shape;
  }

  /** Frames are never halved. */
  private static long[] strides(Tensor weight, int stride) {
    long[] strides = filled((int) weight.dim() - 2, stride);
    if (strides.length == 3) {
      strides[0] = 1;
    }
    return strides;
  }

  private static long[] filled(int length, long value) {
    long[] array = new long[length];
    Arrays.fill(array, value);
    return array;
  }

  Tensor forward(Tensor x) {
    long[] dilation = filled(stride.length, 1);
    return stride.length == 2
        ? torch.conv2d(x, weight, bias, stride, padding, dilation, 1)
        : torch.conv3d(x, weight, bias, stride, padding, dilation, 1);
  }
}
