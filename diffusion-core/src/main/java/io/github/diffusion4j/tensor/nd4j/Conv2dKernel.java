package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution; weights stay in {@code [O, C, kH, kW]}. The fastest of three ways that a host and
 * the sizes allow: oneDNN on blocked channels, matrix products for kernels of one pixel, ND4J.
 */
final class Conv2dKernel implements Kernel<Op.Conv2d> {
  private final Optional<OneDnn> oneDnn;
  private final Kernel<Op.Conv2d> pointwise;
  private final Kernel<Op.Conv2d> general = new ThroughNd4j();

  Conv2dKernel(Optional<OneDnn> oneDnn, Slabs slabs) {
    this.oneDnn = oneDnn;
    pointwise = new PointwiseConvolution(slabs);
  }

  @Override
  public Layout takes(Call<Op.Conv2d> call, int input) {
    return way(call).takes(call, input);
  }

  @Override
  public Value forward(Call<Op.Conv2d> call) {
    return way(call).forward(call);
  }

  @Override
  public Value[] backward(Call<Op.Conv2d> call, Value gradient) {
    return way(call).backward(call, gradient);
  }

  private Kernel<Op.Conv2d> way(Call<Op.Conv2d> call) {
    if (call.type() == DataType.FLOAT32) {
      Optional<Kernel<Op.Conv2d>> blocked = blocked(call);
      if (blocked.isPresent()) {
        return blocked.get();
      }
      Shape weights = call.inputs[1].shape;
      boolean onePixel = weights.dim(2) == 1 && weights.dim(3) == 1;
      if (onePixel && call.op.stride() == 1 && call.op.padding() == 0) {
        return pointwise;
      }
    }
    return general;
  }

  /** Worth it where one side at least needs no filling up with zero channels. */
  private Optional<Kernel<Op.Conv2d>> blocked(Call<Op.Conv2d> call) {
    Shape weights = call.inputs[1].shape;
    int lanes = Layout.BLOCKED.lanes;
    return weights.dim(0) % lanes != 0 && weights.dim(1) % lanes != 0
        ? Optional.empty()
        : oneDnn
            .flatMap(opened -> opened.convolution(OneDnnConvolution.Sizes.of(call)))
            .map(Blocked::new);
  }

  private record Blocked(OneDnnConvolution convolution) implements Kernel<Op.Conv2d> {
    @Override
    public Layout takes(Call<Op.Conv2d> call, int input) {
      return input == 0 ? Layout.blockedIfFits(call.inputs[0].shape) : Layout.PLAIN;
    }

    @Override
    public Value forward(Call<Op.Conv2d> call) {
      Value result = call.allocate(call.shape, Layout.blockedIfFits(call.shape));
      convolution.forward(call.inputs[0], call.inputs[1], call.inputs[2], result);
      return result;
    }

    @Override
    public Value[] backward(Call<Op.Conv2d> call, Value gradient) {
      Value[] result = new Value[3];
      Value x = call.inputs[0];
      if (call.wanted[0]) {
        result[0] = call.allocate(x.shape, x.layout);
        convolution.backwardData(gradient, call.inputs[1], result[0]);
      }
      if (call.wanted[1] || call.wanted[2]) {
        result[1] = call.allocate(call.inputs[1].shape);
        result[2] = call.allocate(call.inputs[2].shape);
        convolution.backwardWeights(x, gradient, result[1], result[2]);
      }
      return result;
    }
  }

  private static final class ThroughNd4j implements Kernel<Op.Conv2d> {
    @Override
    public Value forward(Call<Op.Conv2d> call) {
      Value result = call.allocate(call.shape);
      Nd4jOps.run(
          "conv2d",
          Nd4jOps.arrays(call.inputs[0].array(), call.inputs[1].array(), call.inputs[2].array()),
          Nd4jOps.arrays(result.array()),
          arguments(call));
      return result;
    }

    @Override
    public Value[] backward(Call<Op.Conv2d> call, Value gradient) {
      // ND4J computes all three whether wanted or not.
      Value[] result = new Value[3];
      INDArray[] arrays = new INDArray[3];
      for (int i = 0; i < 3; i++) {
        result[i] = call.allocate(call.inputs[i].shape);
        arrays[i] = result[i].array();
      }
      Nd4jOps.run(
          "conv2d_bp",
          Nd4jOps.arrays(
              call.inputs[0].array(),
              call.inputs[1].array(),
              call.inputs[2].array(),
              gradient.array()),
          arrays,
          arguments(call));
      return result;
    }

    /** Kernel, stride, padding, dilation; not "same" padding; NCHW; weights as [O, C, kH, kW]. */
    private static int[] arguments(Call<Op.Conv2d> call) {
      Shape weights = call.inputs[1].shape;
      int s = call.op.stride();
      int p = call.op.padding();
      return new int[] {weights.dim(2), weights.dim(3), s, s, p, p, 1, 1, 0, 0, 1};
    }
  }
}
