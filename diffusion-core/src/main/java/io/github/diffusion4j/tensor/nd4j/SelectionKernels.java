package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.Selection;

/** Operations that pick elements by number, or put them there. */
final class SelectionKernels {
  private SelectionKernels() {}

  /** Copies the picked slices out, and adds their gradients up. */
  static final class IndexSelect implements Kernel<Selection.IndexSelect> {
    private final Slabs slabs;

    IndexSelect(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Selection.IndexSelect> call) {
      Value result = call.allocate(call.shape);
      Axis from = Axis.of(call.input().shape, call.op.dimension());
      int[] picked = call.op.indices().toArray();
      int width = from.inner() * (call.type() == DataType.FLOAT32 ? 4 : 8);
      slabs.each(
          from.outer(),
          result.size(),
          (first, last) -> {
            for (int i = first; i < last; i++) {
              for (int k = 0; k < picked.length; k++) {
                int target = (i * picked.length + k) * width;
                int source = (i * from.length() + picked[k]) * width;
                result.storage.bytes().put(target, call.input().storage.bytes(), source, width);
              }
            }
          });
      return result;
    }

    @Override
    public Value[] backward(Call<Selection.IndexSelect> call, Value gradient) {
      Value result = call.zeros(call.input().shape);
      Axis to = Axis.of(call.input().shape, call.op.dimension());
      int[] picked = call.op.indices().toArray();
      slabs.each(
          to.outer(),
          gradient.size(),
          (first, last) -> {
            for (int i = first; i < last; i++) {
              if (call.type() == DataType.FLOAT32) {
                addFloats(gradient, result, to, picked, i);
              } else {
                addDoubles(gradient, result, to, picked, i);
              }
            }
          });
      return new Value[] {result};
    }

    private static void addFloats(Value from, Value to, Axis axis, int[] picked, int outer) {
      float[] sum = new float[axis.inner()];
      float[] added = new float[axis.inner()];
      for (int k = 0; k < picked.length; k++) {
        int at = outer * axis.block() + picked[k] * axis.inner();
        to.floats().get(at, sum);
        from.floats().get((outer * picked.length + k) * axis.inner(), added);
        for (int j = 0; j < sum.length; j++) {
          sum[j] += added[j];
        }
        to.floats().put(at, sum);
      }
    }

    private static void addDoubles(Value from, Value to, Axis axis, int[] picked, int outer) {
      for (int k = 0; k < picked.length; k++) {
        for (int j = 0; j < axis.inner(); j++) {
          int at = outer * axis.block() + picked[k] * axis.inner() + j;
          double added = from.storage.doubles().get((outer * picked.length + k) * axis.inner() + j);
          to.storage.doubles().put(at, to.storage.doubles().get(at) + added);
        }
      }
    }
  }

  /** Single elements. */
  static final class Gather implements Kernel<Selection.Gather> {
    @Override
    public Value forward(Call<Selection.Gather> call) {
      Value result = call.allocate(call.shape);
      Axis axis = Axis.of(call.input().shape, call.op.dimension());
      result.put(gathered(call.input().toDoubles(), axis, call.op.indices()));
      return result;
    }

    @Override
    public Value[] backward(Call<Selection.Gather> call, Value gradient) {
      double[] sums = new double[call.input().size()];
      Axis axis = Axis.of(call.input().shape, call.op.dimension());
      scatter(gradient.toDoubles(), axis, call.op.indices(), sums);
      Value result = call.allocate(call.input().shape);
      result.put(sums);
      return new Value[] {result};
    }
  }

  /** The opposite of gathering. */
  static final class ScatterAdd implements Kernel<Selection.ScatterAdd> {
    @Override
    public Value forward(Call<Selection.ScatterAdd> call) {
      double[] sums = call.input().toDoubles();
      Axis axis = Axis.of(call.shape, call.op.dimension());
      scatter(call.inputs[1].toDoubles(), axis, call.op.indices(), sums);
      Value result = call.allocate(call.shape);
      result.put(sums);
      return result;
    }

    @Override
    public Value[] backward(Call<Selection.ScatterAdd> call, Value gradient) {
      Value added = null;
      if (call.wanted[1]) {
        added = call.allocate(call.inputs[1].shape);
        Axis axis = Axis.of(call.shape, call.op.dimension());
        added.put(gathered(gradient.toDoubles(), axis, call.op.indices()));
      }
      return new Value[] {gradient, added};
    }
  }

  private static double[] gathered(double[] from, Axis axis, Indices indices) {
    double[] result = new double[indices.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = from[place(i, axis, indices)];
    }
    return result;
  }

  private static void scatter(double[] added, Axis axis, Indices indices, double[] sums) {
    for (int i = 0; i < added.length; i++) {
      sums[place(i, axis, indices)] += added[i];
    }
  }

  /** Where the element lies that the i-th index speaks of. */
  private static int place(int i, Axis axis, Indices indices) {
    int block = indices.size() / axis.outer();
    return i / block * axis.block() + indices.get(i) * axis.inner() + i % axis.inner();
  }
}
