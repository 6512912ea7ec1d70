package io.github.diffusion4j.tensor.nd4j;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import java.util.Arrays;
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
  record Sizes(Shape source, Shape weights, Spatial.Convolution how) {

    static Sizes of(Call<Spatial.Convolution> call) {
      return new Sizes(call.inputs[0].shape, call.inputs[1].shape, call.op);
    }

    Shape result() {
      return how.infer(List.of(source, weights, Shape.of(weights.dim(0))));
    }

    /** The weights as oneDNN counts their dimensions: groups are one of their own. */
    Shape groupedWeights() {
      int groups = how.groups();
      if (groups == 1) {
        return weights;
      }
      int[] rest = Arrays.copyOfRange(weights.toArray(), 1, weights.rank());
      return Shape.of(groups, weights.dim(0) / groups).then(rest);
    }
  }

  private OneDnnConvolution(OneDnn oneDnn, Sizes sizes, algorithm way) {
    this.oneDnn = oneDnn;
    this.sizes = sizes;
    this.way = way;
    memory.desc source = channels(sizes.source());
    memory.desc weights = OneDnn.descriptor(sizes.groupedWeights(), memory.format_tag.any);
    memory.desc bias = bias();
    memory.desc result = channels(sizes.result());
    long[] strides = longs(sizes.how().stride(), 0);
    long[] dilation = longs(sizes.how().dilation(), -1);
    long[] padding = longs(sizes.how().padding(), 0);
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
                dilation,
                padding,
                padding),
            oneDnn.attributes,
            oneDnn.cpu);
    backwardData =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                way, source, weights, result, strides, dilation, padding, padding),
            oneDnn.attributes,
            oneDnn.cpu,
            forward);
    backwardWeights =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                way, source, weights, bias, result, strides, dilation, padding, padding),
            oneDnn.attributes,
            oneDnn.cpu,
            forward);
  }

  /** Blocked, or as oneDNN likes it where groups cut blocks apart. */
  private memory.desc channels(Shape shape) {
    return sizes.how().groups() == 1
        ? OneDnn.descriptor(shape, Layout.BLOCKED)
        : OneDnn.descriptor(shape, memory.format_tag.any);
  }

  private static long[] longs(List<Integer> numbers, int added) {
    return numbers.stream().mapToLong(number -> number + added).toArray();
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
            new OneDnnPrimitive(oneDnn, new convolution_forward(forward), forward)
                .input(DNNL_ARG_SRC, forward.src_desc(), outside(x))
                .input(DNNL_ARG_WEIGHTS, forward.weights_desc(), weights())
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
            new OneDnnPrimitive(oneDnn, new convolution_backward_data(backwardData), backwardData)
                .input(DNNL_ARG_DIFF_DST, backwardData.diff_dst_desc(), outside(dy))
                .input(DNNL_ARG_WEIGHTS, backwardData.weights_desc(), weights())
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
            new OneDnnPrimitive(
                    oneDnn, new convolution_backward_weights(backwardWeights), backwardWeights)
                .input(DNNL_ARG_SRC, backwardWeights.src_desc(), outside(x))
                .input(DNNL_ARG_DIFF_DST, backwardWeights.diff_dst_desc(), outside(dy))
                .output(DNNL_ARG_DIFF_WEIGHTS, backwardWeights.diff_weights_desc(), weights())
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
    return OneDnn.descriptor(Shape.of(sizes.weights().dim(0)), memory.format_tag.x);
  }

  /** Weights as they lie outside: row-major. */
  private memory.desc weights() {
    Shape shape = sizes.groupedWeights();
    memory.format_tag rowMajor =
        switch (shape.rank()) {
          case 4 -> memory.format_tag.abcd;
          case 5 -> memory.format_tag.abcde;
          default -> memory.format_tag.abcdef;
        };
    return OneDnn.descriptor(shape, rowMajor);
  }

  private static memory.desc outside(Value value) {
    return OneDnn.descriptor(value.shape, value.layout);
  }
}
