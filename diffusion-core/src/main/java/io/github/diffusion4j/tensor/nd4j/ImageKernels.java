package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations on {@code [N, C, H, W]}, ND4J's own where it is fast. */
final class ImageKernels {
  private ImageKernels() {}

  /** Convolution through oneDNN; weights stay in {@code [O, C, kH, kW]}. */
  static final class Conv2d implements Kernel<Op.Conv2d> {
    private final PointwiseConvolution pointwise;

    Conv2d(Slabs slabs) {
      pointwise = new PointwiseConvolution(slabs);
    }

    @Override
    public Value forward(Call<Op.Conv2d> call) {
      if (isPointwise(call)) {
        return pointwise.forward(call);
      }
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
      if (isPointwise(call)) {
        return pointwise.backward(call, gradient);
      }
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

    private static boolean isPointwise(Call<Op.Conv2d> call) {
      Shape weights = call.inputs[1].shape;
      return call.type() == DataType.FLOAT32
          && weights.dim(2) == 1
          && weights.dim(3) == 1
          && call.op.stride() == 1
          && call.op.padding() == 0;
    }

    /** Kernel, stride, padding, dilation; not "same" padding; NCHW; weights as [O, C, kH, kW]. */
    private static int[] arguments(Call<Op.Conv2d> call) {
      Shape weights = call.inputs[1].shape;
      int s = call.op.stride();
      int p = call.op.padding();
      return new int[] {weights.dim(2), weights.dim(3), s, s, p, p, 1, 1, 0, 0, 1};
    }
  }

  /** Averages of 2x2 blocks. */
  static final class AveragePool implements Kernel<Op.AveragePool> {
    /** Kernel, stride, padding, dilation; not "same"; divide by the kernel's size; NCHW. */
    private static final int[] ARGUMENTS = {2, 2, 2, 2, 0, 0, 1, 1, 0, 1, 0};

    @Override
    public Value forward(Call<Op.AveragePool> call) {
      Value result = call.allocate(call.shape);
      Nd4jOps.run(
          "avgpool2d",
          Nd4jOps.arrays(call.input().array()),
          Nd4jOps.arrays(result.array()),
          ARGUMENTS);
      return result;
    }

    @Override
    public Value[] backward(Call<Op.AveragePool> call, Value gradient) {
      Value result = call.allocate(call.input().shape);
      Nd4jOps.run(
          "avgpool2d_bp",
          Nd4jOps.arrays(call.input().array(), gradient.array()),
          Nd4jOps.arrays(result.array()),
          ARGUMENTS);
      return new Value[] {result};
    }
  }

  /** Each element four times. */
  static final class UpsampleNearest implements Kernel<Op.UpsampleNearest> {
    @Override
    public Value forward(Call<Op.UpsampleNearest> call) {
      Value result = call.allocate(call.shape);
      Nd4jOps.run(
          "upsampling2d",
          Nd4jOps.arrays(call.input().array()),
          Nd4jOps.arrays(result.array()),
          2,
          2,
          1);
      return result;
    }

    @Override
    public Value[] backward(Call<Op.UpsampleNearest> call, Value gradient) {
      Value result = call.allocate(call.input().shape);
      Nd4jOps.run(
          "upsampling2d_bp",
          Nd4jOps.arrays(call.input().array(), gradient.array()),
          Nd4jOps.arrays(result.array()),
          1);
      return new Value[] {result};
    }
  }
}
