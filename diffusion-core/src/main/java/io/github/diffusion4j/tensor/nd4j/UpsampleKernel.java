package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Spatial;

/** Doubling of the last two dimensions: each element four times. */
final class UpsampleKernel implements Kernel<Spatial.UpsampleNearest> {
  private final Slabs slabs;

  UpsampleKernel(Slabs slabs) {
    this.slabs = slabs;
  }

  @Override
  public Layout takes(Call<Spatial.UpsampleNearest> call, int input) {
    return call.input().layout;
  }

  @Override
  public Value forward(Call<Spatial.UpsampleNearest> call) {
    Value result = call.allocate(call.shape, call.input().layout);
    rows(call, (from, to) -> repeat(call.input(), result, from, to));
    return result;
  }

  @Override
  public Value[] backward(Call<Spatial.UpsampleNearest> call, Value gradient) {
    Value result = call.allocate(call.input().shape, gradient.layout);
    rows(call, (from, to) -> addUp(gradient, result, from, to));
    return new Value[] {result};
  }

  /** Shares out the rows of the small picture, each with all lanes of its places. */
  private void rows(Call<Spatial.UpsampleNearest> call, Slabs.Range work) {
    slabs.each(call.input().size() / row(call.input()), call.shape.size(), work);
  }

  private static int row(Value picture) {
    return picture.shape.dim(-1) * picture.layout.lanes;
  }

  private static void repeat(Value small, Value large, int from, int to) {
    int lanes = small.layout.lanes;
    float[] row = new float[row(small)];
    float[] twice = new float[2 * row.length];
    for (int i = from; i < to; i++) {
      small.floats().get(i * row.length, row);
      for (int place = 0; place < row.length; place += lanes) {
        for (int lane = place; lane < place + lanes; lane++) {
          twice[place + lane] = row[lane];
          twice[place + lane + lanes] = row[lane];
        }
      }
      large.floats().put(2 * i * twice.length, twice);
      large.floats().put((2 * i + 1) * twice.length, twice);
    }
  }

  private static void addUp(Value large, Value small, int from, int to) {
    int lanes = small.layout.lanes;
    float[] row = new float[row(small)];
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
