package io.github.diffusion4j.tensor;

import java.util.List;

/**
 * Operations that make one number of many along some dimensions, which stay with length 1; or, of
 * those so far, as many as there were.
 */
public sealed interface Reduction extends Op {

  /** Returns which dimensions it goes over; each is named once. */
  List<Integer> dimensions();

  @Override
  default Shape infer(List<Shape> in) {
    Shape shape = in.get(0);
    boolean[] named = new boolean[shape.rank()];
    for (int dimension : dimensions()) {
      int axis = shape.axis(dimension);
      if (named[axis]) {
        throw new ShapeException(
            "%s: %s names dimension %d of %s twice; once is enough"
                .formatted(label(), dimensions(), axis, in.get(0)));
      }
      named[axis] = true;
      shape = shape.with(axis, 1);
    }
    return shape;
  }

  /** The sum; of nothing, 0. */
  record Sum(List<Integer> dimensions) implements Reduction {}

  /** The largest; the gradient goes there, in equal parts where several are. NaN if one is. */
  record Max(List<Integer> dimensions) implements Reduction {
    @Override
    public Shape infer(List<Shape> in) {
      Shape shape = Reduction.super.infer(in);
      if (in.get(0).size() == 0 && shape.size() > 0) {
        throw new ShapeException(
            "max: %s has no elements along dimensions %s; there is no largest"
                .formatted(in.get(0), dimensions));
      }
      return shape;
    }
  }

  /** {@code log(sum(exp(x)))}, which does not overflow; of nothing, or of {@code -inf}, -inf. */
  record LogSumExp(List<Integer> dimensions) implements Reduction {}

  /** Running sums along a dimension: element i is the sum of elements 0 to i. */
  record CumulativeSum(int dimension) implements Reduction {
    @Override
    public List<Integer> dimensions() {
      return List.of(dimension);
    }

    @Override
    public Shape infer(List<Shape> in) {
      Reduction.super.infer(in);
      return in.get(0);
    }
  }
}
