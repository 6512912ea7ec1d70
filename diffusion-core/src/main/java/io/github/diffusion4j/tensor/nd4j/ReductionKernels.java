package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Reduction;
import io.github.diffusion4j.tensor.Shape;

/** Operations that make one number of many. */
final class ReductionKernels {
  private ReductionKernels() {}

  /** Sums over dimensions that stay with length 1. */
  static final class Sum implements Kernel<Reduction.Sum> {
    private final Slabs slabs;

    Sum(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Reduction.Sum> call) {
      return own(call, Folds.SUM.over(call, slabs, call.input(), call.op.dimensions()));
    }

    @Override
    public Value[] backward(Call<Reduction.Sum> call, Value gradient) {
      return new Value[] {spread(call, slabs, gradient)};
    }
  }

  /** The largest; its gradient is shared by all that are as large. */
  static final class Max implements Kernel<Reduction.Max> {
    private final Slabs slabs;

    Max(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Reduction.Max> call) {
      return own(call, Folds.MAX.over(call, slabs, call.input(), call.op.dimensions()));
    }

    @Override
    public Value[] backward(Call<Reduction.Max> call, Value gradient) {
      Shape shape = call.input().shape;
      Value largest = Elements.EQUAL.of(call, slabs, shape, call.input(), call.output);
      Value count = Folds.SUM.over(call, slabs, largest, call.op.dimensions());
      Value share = Elements.DIVIDE.of(call, slabs, call.shape, gradient, count);
      Elements.MULTIPLY.into(slabs, largest, largest, share);
      return new Value[] {largest};
    }
  }

  /** {@code max + log(sum(exp(x - max)))}. */
  static final class LogSumExp implements Kernel<Reduction.LogSumExp> {
    private final Slabs slabs;

    LogSumExp(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Reduction.LogSumExp> call) {
      Value x = call.input();
      Value largest = Folds.MAX.over(call, slabs, x, call.op.dimensions());
      Value terms = Elements.EXP_DIFFERENCE.of(call, slabs, x.shape, x, largest);
      Value sum = Folds.SUM.over(call, slabs, terms, call.op.dimensions());
      double[] logs = sum.toDoubles();
      double[] shifts = largest.toDoubles();
      for (int i = 0; i < logs.length; i++) {
        logs[i] = shifts[i] + Math.log(logs[i]);
      }
      Value result = call.allocate(call.shape);
      result.put(logs);
      return result;
    }

    /** Each element's share of the sum. */
    @Override
    public Value[] backward(Call<Reduction.LogSumExp> call, Value gradient) {
      Value x = call.input();
      Value share = Elements.EXP_DIFFERENCE.of(call, slabs, x.shape, x, call.output);
      Elements.MULTIPLY.into(slabs, share, share, gradient);
      return new Value[] {share};
    }
  }

  /** Running sums, in doubles. */
  static final class CumulativeSum implements Kernel<Reduction.CumulativeSum> {
    @Override
    public Value forward(Call<Reduction.CumulativeSum> call) {
      return summed(call, call.input(), false);
    }

    /** The sums of all gradients from the element on. */
    @Override
    public Value[] backward(Call<Reduction.CumulativeSum> call, Value gradient) {
      return new Value[] {summed(call, gradient, true)};
    }

    private static Value summed(Call<Reduction.CumulativeSum> call, Value from, boolean fromEnd) {
      Axis axis = Axis.of(call.shape, call.op.dimension());
      double[] x = from.toDoubles();
      int step = fromEnd ? -axis.inner() : axis.inner();
      for (int row = 0; row < axis.outer() * axis.inner(); row++) {
        int at = row / axis.inner() * axis.block() + row % axis.inner();
        at += fromEnd ? (axis.length() - 1) * axis.inner() : 0;
        for (int i = 1; i < axis.length(); i++) {
          x[at + step] += x[at];
          at += step;
        }
      }
      Value result = call.allocate(call.shape);
      result.put(x);
      return result;
    }
  }

  /** A copy where there was nothing to fold: results share no memory with what they came from. */
  private static Value own(Call<?> call, Value folded) {
    if (folded.storage != call.input().storage) {
      return folded.reshaped(call.shape);
    }
    Value copy = call.allocate(call.shape);
    Nd4jOps.copy(folded, copy);
    return copy;
  }

  private static Value spread(Call<?> call, Slabs slabs, Value gradient) {
    Value result = call.zeros(call.input().shape);
    Elements.ADD.into(slabs, result, result, gradient);
    return result;
  }
}
