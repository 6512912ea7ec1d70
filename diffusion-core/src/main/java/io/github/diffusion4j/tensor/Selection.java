package io.github.diffusion4j.tensor;

import java.util.List;

/** Operations that pick elements by number, or put them there. */
public sealed interface Selection extends Op {

  /**
   * Picks whole slices of a dimension: with {@code k} indices its length becomes {@code k}. An
   * index may come often, or never.
   *
   * @param indices of rank 1
   */
  record IndexSelect(int dimension, Indices indices) implements Selection {
    @Override
    public Shape infer(List<Shape> in) {
      Shape shape = in.get(0);
      if (indices.shape().rank() != 1) {
        throw new ShapeException(
            "indexSelect: indices have shape %s; they are a list".formatted(indices.shape()));
      }
      checkRange(this, indices, dimension, shape);
      return shape.with(dimension, indices.shape().size());
    }
  }

  /**
   * Picks single elements: the result has the shape of the indices, and its element at a place is
   * the input's at that place but for the dimension, where the index says which.
   *
   * @param indices of the input's shape but for the dimension
   */
  record Gather(int dimension, Indices indices) implements Selection {
    @Override
    public Shape infer(List<Shape> in) {
      checkFit(this, indices.shape(), in.get(0), dimension);
      checkRange(this, indices, dimension, in.get(0));
      return indices.shape();
    }
  }

  /**
   * Adds elements of a second tensor to a first one, where the indices say: the opposite of {@link
   * Gather}. Several may go to one place.
   *
   * @param indices of the second tensor's shape, which is the first's but for the dimension
   */
  record ScatterAdd(int dimension, Indices indices) implements Selection {
    @Override
    public Shape infer(List<Shape> in) {
      if (!in.get(1).equals(indices.shape())) {
        throw new ShapeException(
            "scatterAdd: indices %s do not fit %s, what is added; give one for each element"
                .formatted(indices.shape(), in.get(1)));
      }
      checkFit(this, indices.shape(), in.get(0), dimension);
      checkRange(this, indices, dimension, in.get(0));
      return in.get(0);
    }
  }

  private static void checkFit(Op op, Shape indices, Shape shape, int dimension) {
    if (indices.rank() != shape.rank()
        || !indices.with(dimension, 1).equals(shape.with(dimension, 1))) {
      throw new ShapeException(
          "%s: indices %s and shape %s differ outside dimension %d; only that one may"
              .formatted(op.label(), indices, shape, dimension));
    }
  }

  private static void checkRange(Op op, Indices indices, int dimension, Shape shape) {
    int length = shape.dim(dimension);
    for (int index : indices.toArray()) {
      if (index < 0 || index >= length) {
        throw new ShapeException(
            "%s: index %d is outside dimension %d of %s; indices go from 0 to %d"
                .formatted(op.label(), index, dimension, shape, length - 1));
      }
    }
  }
}
