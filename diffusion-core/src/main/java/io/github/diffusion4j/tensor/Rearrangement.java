package io.github.diffusion4j.tensor;

import java.util.List;
import java.util.stream.IntStream;

/** Operations that put the same elements in other places. */
public sealed interface Rearrangement extends Op {

  /** The same elements in the same order under another shape. */
  record Reshape(Shape shape) implements Rearrangement {
    @Override
    public Shape infer(List<Shape> in) {
      if (in.get(0).size() != shape.size()) {
        throw new ShapeException(
            "reshape: %s has %d elements and %s has %d; they must be equal"
                .formatted(in.get(0), in.get(0).size(), shape, shape.size()));
      }
      return shape;
    }
  }

  /**
   * Reorders the dimensions: dimension {@code i} of the result is {@code order[i]} of the input.
   */
  record Permute(List<Integer> order) implements Rearrangement {
    @Override
    public Shape infer(List<Shape> in) {
      Shape shape = in.get(0);
      List<Integer> sorted = order.stream().map(shape::axis).sorted().toList();
      if (!sorted.equals(IntStream.range(0, shape.rank()).boxed().toList())) {
        throw new ShapeException(
            "permute: order %s does not name each dimension of %s exactly once"
                .formatted(order, shape));
      }
      return Shape.of(order.stream().mapToInt(shape::dim).toArray());
    }
  }

  /** Joins tensors along a dimension; all other lengths are equal. */
  record Concat(int dimension) implements Rearrangement {
    @Override
    public Shape infer(List<Shape> in) {
      Shape first = in.get(0);
      int length = 0;
      for (Shape shape : in) {
        if (shape.rank() != first.rank()
            || !shape.with(dimension, 1).equals(first.with(dimension, 1))) {
          throw new ShapeException(
              "concat: shapes %s and %s differ outside dimension %d; only that one may"
                  .formatted(first, shape, dimension));
        }
        length += shape.dim(dimension);
      }
      return first.with(dimension, length);
    }
  }

  /** Keeps indices {@code from} (inclusive) to {@code to} (exclusive) of a dimension. */
  record Slice(int dimension, int from, int to) implements Rearrangement {
    @Override
    public Shape infer(List<Shape> in) {
      int length = in.get(0).dim(dimension);
      if (from < 0 || to > length || from > to) {
        throw new ShapeException(
            "slice: %d to %d of dimension %d is outside shape %s; indices go from 0 to %d"
                .formatted(from, to, dimension, in.get(0), length));
      }
      return in.get(0).with(dimension, to - from);
    }
  }
}
