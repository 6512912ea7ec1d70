package io.github.diffusion4j.tensor.nd4j;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * A convolution of given sizes, forwards and backwards: Winograd's minimal filtering (Lavin and
 * Gray 2016), a quarter of the multiplications, for 3x3 kernels of stride 1, direct for the rest.
 *
 * <p>Inside, channels are blocked, and filled up with zeros where they are no multiple of 16.
 */
final class OneDnnConvolution {
  private final OneDnn oneDnn;
  private final Sizes sizes;
  private final algorithm way;
  private final convolution_forward.primitive_desc forward;
  private final convolution_backward_data.primitive_desc backwardData;
  private final convolution_backward_weights.primitive_desc backwardWeights;

  /** Compiled when first used: sampling needs only the forward pass. */
  private final Map<Pass, OneDnnPrimitive> compiled = new EnumMap<>(Pass.class);

  private enum Pass {
    FORWARD,
    BACKWARD_DATA,
    BACKWARD_WEIGHTS
  }

  /** What tells one convolution from another. */
  record Sizes(
      int images,
      int in,
      int height,
      int width,
      int out,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int padding) {

    static Sizes of(Call<Op.Conv2d> call) {
      Shape x = call.inputs[0].shape;
      Shape w = call.inputs[1].shape;
      return new Sizes(
          x.dim(0),
          x.dim(1),
          x.dim(2),
          x.dim(3),
          w.dim(0),
          w.dim(2),
          w.dim(3),
          call.op.stride(),
          call.op.padding());
    }

    Shape source() {
      return Shape.of(images, in, height, width);
    }

    Shape weights() {
      return Shape.of(out, in, kernelHeight, kernelWidth);
    }

    Shape result() {
      return Shape.of(
          images,
          out,
          (height + 2 * padding - kernelHeight) / stride + 1,
          (width + 2 * padding - kernelWidth) / stride + 1);
    }
  }

  private OneDnnConvolution(OneDnn oneDnn, Sizes sizes, algorithm way) {
    this.oneDnn = oneDnn;
    this.sizes = sizes;
    this.way = way;
    memory.desc source = OneDnn.descriptor(sizes.source(), Layout.BLOCKED);
    memory.desc weights = OneDnn.descriptor(sizes.weights(), memory.format_tag.any);
    memory.desc bias = bias();
    memory.desc result = OneDnn.descriptor(sizes.result(), Layout.BLOCKED);
    long[] strides = {sizes.stride, sizes.stride};
    long[] padding = {sizes.padding, sizes.padding};
    forward =
        new convolution_forward.primitive_desc(
            new convolution_forward.desc(
                prop_kind.forward_training,
                way,
                source,
                weights,
                bias,
                result,
                strides,
                padding,
                padding),
            oneDnn.cpu);
    backwardData =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                way, source, weights, result, strides, padding, padding),
            oneDnn.cpu,
            forward);
    backwardWeights =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                way, source, weights, bias, result, strides, padding, padding),
            oneDnn.cpu,
            forward);
  }

  /** Returns the fastest there is, or nothing where oneDNN would fall back to plain loops. */
  static Optional<OneDnnConvolution> of(OneDnn oneDnn, Sizes sizes) {
    for (algorithm way : List.of(algorithm.convolution_winograd, algorithm.convolution_direct)) {
      try {
        OneDnnConvolution convolution = new OneDnnConvolution(oneDnn, sizes, way);
        if (convolution.isFast()) {
          return Optional.of(convolution);
        }
      } catch (RuntimeException unsupported) {
        // oneDNN has no such primitive for these sizes or this processor.
      }
    }
    return Optional.empty();
  }

  boolean isWinograd() {
    return way == algorithm.convolution_winograd;
  }

  private boolean isFast() {
    return Stream.<primitive_desc_base>of(forward, backwardData, backwardWeights)
        .allMatch(description -> description.impl_info_str().getString().startsWith("jit"));
  }

  /** Computes {@code y = w * x + b}. */
  void forward(Value x, Value w, Value b, Value y) {
    run(
        Pass.FORWARD,
        () ->
            new OneDnnPrimitive(oneDnn, new convolution_forward(forward))
                .input(DNNL_ARG_SRC, forward.src_desc(), outside(x))
                .input(DNNL_ARG_WEIGHTS, forward.weights_desc(), outside(w))
                .input(DNNL_ARG_BIAS, bias(), bias())
                .output(DNNL_ARG_DST, forward.dst_desc(), outside(y)),
        x,
        w,
        b,
        y);
  }

  /** Computes the gradient of x from that of y. */
  void backwardData(Value dy, Value w, Value dx) {
    run(
        Pass.BACKWARD_DATA,
        () ->
            new OneDnnPrimitive(oneDnn, new convolution_backward_data(backwardData))
                .input(DNNL_ARG_DIFF_DST, backwardData.diff_dst_desc(), outside(dy))
                .input(DNNL_ARG_WEIGHTS, backwardData.weights_desc(), outside(w))
                .output(DNNL_ARG_DIFF_SRC, backwardData.diff_src_desc(), outside(dx)),
        dy,
        w,
        dx);
  }

  /** Computes the gradients of w and b from that of y. */
  void backwardWeights(Value x, Value dy, Value dw, Value db) {
    run(
        Pass.BACKWARD_WEIGHTS,
        () ->
            new OneDnnPrimitive(oneDnn, new convolution_backward_weights(backwardWeights))
                .input(DNNL_ARG_SRC, backwardWeights.src_desc(), outside(x))
                .input(DNNL_ARG_DIFF_DST, backwardWeights.diff_dst_desc(), outside(dy))
                .output(DNNL_ARG_DIFF_WEIGHTS, backwardWeights.diff_weights_desc(), outside(dw))
                .output(DNNL_ARG_DIFF_BIAS, bias(), bias()),
        x,
        dy,
        dw,
        db);
  }

  private void run(Pass pass, Supplier<OneDnnPrimitive> compile, Value... operands) {
    synchronized (oneDnn) {
      try {
        compiled.computeIfAbsent(pass, missing -> compile.get()).run(operands);
      } catch (RuntimeException refused) {
        // oneDNN says no more than that it could not. The sizes it had accepted when this was made,
        // so what is missing is memory: its Winograd convolutions take much of it on the side.
        OutOfMemoryError full = new OutOfMemoryError("oneDNN: " + refused.getMessage());
        full.initCause(refused);
        throw full;
      }
    }
  }

  private memory.desc bias() {
    return OneDnn.descriptor(Shape.of(sizes.out), memory.format_tag.x);
  }

  private static memory.desc outside(Value value) {
    return OneDnn.descriptor(value.shape, value.layout);
  }
}
