package io.github.diffusion4j.tensor;

import java.util.List;

/** Operations that bring many elements to a common scale. */
public sealed interface Normalising extends Op {

  /** Softmax over the last dimension. */
  record Softmax() implements Normalising {
    @Override
    public Shape infer(List<Shape> in) {
      Shape shape = in.get(0);
      if (shape.rank() == 0) {
        throw new ShapeException("softmax: a scalar has no dimension to normalise over");
      }
      return shape;
    }
  }

  /**
   * Group normalisation (Wu and He 2018) of {@code [N, C, ...]}, then {@code scale * y + shift},
   * then SiLU if asked. Scale and shift are {@code [C]}, or {@code [N, C]} when each sample has its
   * own.
   */
  record GroupNorm(int groups, double epsilon, boolean silu) implements Normalising {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      if (x.rank() < 3 || groups < 1 || x.dim(1) % groups != 0) {
        throw new ShapeException(
            "groupNorm: %s does not split into %d groups: expected [N, C, ...] with C a multiple of %d"
                .formatted(x, groups, groups));
      }
      for (Shape affine : in.subList(1, 3)) {
        if (!affine.equals(Shape.of(x.dim(1))) && !affine.equals(Shape.of(x.dim(0), x.dim(1)))) {
          throw new ShapeException(
              "groupNorm: scale or shift %s does not fit %s: expected [%d] or [%d, %d]"
                  .formatted(affine, x, x.dim(1), x.dim(0), x.dim(1)));
        }
      }
      return x;
    }
  }

  /**
   * Layer normalisation (Ba et al. 2016) over the last dimension: mean 0, variance 1, then {@code
   * scale * y + shift}. Scale and shift are {@code [C]}, C being the last length.
   */
  record LayerNorm(double epsilon) implements Normalising {
    @Override
    public Shape infer(List<Shape> in) {
      return checkLast(this, in);
    }
  }

  /**
   * Division by the root of the mean square over the last dimension (Zhang and Sennrich 2019), then
   * {@code scale * y}. Scale is {@code [C]}, C being the last length.
   */
  record RmsNorm(double epsilon) implements Normalising {
    @Override
    public Shape infer(List<Shape> in) {
      return checkLast(this, in);
    }
  }

  private static Shape checkLast(Op op, List<Shape> in) {
    Shape x = in.get(0);
    if (x.rank() == 0) {
      throw new ShapeException(op.label() + ": a scalar has no dimension to normalise over");
    }
    for (Shape affine : in.subList(1, in.size())) {
      if (!affine.equals(Shape.of(x.dim(-1)))) {
        throw new ShapeException(
            "%s: scale or shift %s does not fit %s: expected [%d]"
                .formatted(op.label(), affine, x, x.dim(-1)));
      }
    }
    return x;
  }
}
