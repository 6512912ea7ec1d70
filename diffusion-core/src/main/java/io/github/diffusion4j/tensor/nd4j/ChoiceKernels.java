package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Elementwise;

/** Comparisons, and what is chosen by them. */
final class ChoiceKernels {
  private ChoiceKernels() {}

  /** 1 where a comparison holds, 0 elsewhere. */
  static final class Compare implements Kernel<Elementwise.Compare> {
    private final Slabs slabs;

    Compare(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Elementwise.Compare> call) {
      Elements comparison =
          switch (call.op.kind()) {
            case LESS -> Elements.LESS;
            case LESS_OR_EQUAL -> Elements.LESS_OR_EQUAL;
            case GREATER -> Elements.GREATER;
            case GREATER_OR_EQUAL -> Elements.GREATER_OR_EQUAL;
            case EQUAL -> Elements.EQUAL;
            case NOT_EQUAL -> Elements.NOT_EQUAL;
          };
      return comparison.of(call, slabs, call.shape, call.inputs);
    }

    @Override
    public Value[] backward(Call<Elementwise.Compare> call, Value gradient) {
      throw new IllegalStateException("comparisons are not on the tape");
    }
  }

  /** One of two arrays' elements, by a condition. */
  static final class Where implements Kernel<Elementwise.Where> {
    private final Slabs slabs;

    Where(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Elementwise.Where> call) {
      return Elements.WHERE.of(call, slabs, call.shape, call.inputs);
    }

    @Override
    public Value[] backward(Call<Elementwise.Where> call, Value gradient) {
      Value condition = call.inputs[0];
      Value[] result = new Value[3];
      if (call.wanted[0]) {
        result[0] = call.zeros(condition.shape);
      }
      if (call.wanted[1]) {
        result[1] = chosen(call, Elements.WHERE_OR_ZERO, gradient, 1);
      }
      if (call.wanted[2]) {
        result[2] = chosen(call, Elements.UNLESS_OR_ZERO, gradient, 2);
      }
      return result;
    }

    private Value chosen(Call<Elementwise.Where> call, Elements rule, Value gradient, int input) {
      Value full = rule.of(call, slabs, call.shape, call.inputs[0], gradient);
      return Folds.toShape(call, slabs, full, call.inputs[input].shape);
    }
  }
}
