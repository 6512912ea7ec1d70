package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;

/** Operations on the places of {@code [N, C, H, W]}. */
final class ImageKernels {
  private ImageKernels() {}

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
    private final Slabs slabs;

    UpsampleNearest(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Layout takes(Call<Op.UpsampleNearest> call, int input) {
      return call.input().layout;
    }

    @Override
    public Value forward(Call<Op.UpsampleNearest> call) {
      Value result = call.allocate(call.shape, call.input().layout);
      if (call.input().layout == Layout.BLOCKED) {
        rows(call, (from, to) -> repeat(call.input(), result, from, to));
        return result;
      }
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
      Value result = call.allocate(call.input().shape, gradient.layout);
      if (gradient.layout == Layout.BLOCKED) {
        rows(call, (from, to) -> addUp(gradient, result, from, to));
        return new Value[] {result};
      }
      Nd4jOps.run(
          "upsampling2d_bp",
          Nd4jOps.arrays(call.input().array(), gradient.array()),
          Nd4jOps.arrays(result.array()),
          1);
      return new Value[] {result};
    }

    /** Shares out the rows of all blocks of channels of the small picture. */
    private void rows(Call<Op.UpsampleNearest> call, Slabs.Range work) {
      Value small = call.input();
      slabs.each(
          small.size() / (small.shape.dim(3) * Layout.BLOCKED.lanes), call.shape.size(), work);
    }

    private static void repeat(Value small, Value large, int from, int to) {
      int lanes = Layout.BLOCKED.lanes;
      float[] row = new float[small.shape.dim(3) * lanes];
      float[] twice = new float[2 * row.length];
      for (int i = from; i < to; i++) {
        small.floats().get(i * row.length, row);
        for (int place = 0; place < row.length; place += lanes) {
          System.arraycopy(row, place, twice, 2 * place, lanes);
          System.arraycopy(row, place, twice, 2 * place + lanes, lanes);
        }
        large.floats().put(2 * i * twice.length, twice);
        large.floats().put((2 * i + 1) * twice.length, twice);
      }
    }

    private static void addUp(Value large, Value small, int from, int to) {
      int lanes = Layout.BLOCKED.lanes;
      float[] row = new float[small.shape.dim(3) * lanes];
      float[] upper = new float[2 * row.length];
      float[] lower = new float[2 * row.length];
      for (int i = from; i < to; i++) {
        large.floats().get(2 * i * upper.length, upper);
        large.floats().get((2 * i + 1) * upper.length, lower);
        for (int j = 0; j < upper.length; j++) {
          upper[j] += lower[j];
        }
        for (int place = 0; place < row.length; place += lanes) {
          for (int lane = place; lane < place + lanes; lane++) {
            row[lane] = upper[place + lane] + upper[place + lane + lanes];
          }
        }
        small.floats().put(i * row.length, row);
      }
    }
  }
}
