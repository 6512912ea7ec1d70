package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * The lengths of a tensor's dimensions, outermost first; images are always {@code [N, C, H, W]}.
 *
 * <p>Immutable. A shape without dimensions is a scalar and holds one element.
 */
public final class Shape {
  private final int[] lengths;

  private Shape(int[] lengths) {
    this.lengths = lengths;
  }

  /**
   * Makes a shape of the given lengths.
   *
   * @throws ShapeException if a length is negative or the element count exceeds 2^31 - 1
   */
  public static Shape of(int... lengths) {
    long size = 1;
    for (int length : lengths) {
      if (length < 0) {
        throw new ShapeException(
            "shape " + Arrays.toString(lengths) + " has a negative length; lengths are 0 or more");
      }
      size *= length;
      if (size > Integer.MAX_VALUE) {
        throw new ShapeException(
            "shape "
                + Arrays.toString(lengths)
                + " has more than 2^31 - 1 elements; split it along a dimension");
      }
    }
    return new Shape(lengths.clone());
  }

  /** Returns how many dimensions there are; 0 for a scalar. */
  public int rank() {
    return lengths.length;
  }

  /** Returns the number of elements. */
  public int size() {
    int size = 1;
    for (int length : lengths) {
      size *= length;
    }
    return size;
  }

  /**
   * Returns the length of a dimension; negative ones count from the end, as in NumPy.
   *
   * @throws ShapeException if there is no such dimension
   */
  public int dim(int dimension) {
    return lengths[axis(dimension)];
  }

  /**
   * Turns a possibly negative dimension number into one from 0 to rank - 1.
   *
   * @throws ShapeException if there is no such dimension
   */
  public int axis(int dimension) {
    int axis = dimension < 0 ? dimension + lengths.length : dimension;
    if (axis < 0 || axis >= lengths.length) {
      throw new ShapeException(
          "dimension "
              + dimension
              + " does not exist in shape "
              + this
              + "; it has dimensions "
              + -lengths.length
              + " to "
              + (lengths.length - 1));
    }
    return axis;
  }

  /** Returns the same shape with one dimension's length replaced. */
  public Shape with(int dimension, int length) {
    int[] copy = lengths.clone();
    copy[axis(dimension)] = length;
    return of(copy);
  }

  /** Returns the shape of the first dimensions, up to one (exclusive), negative ones as always. */
  public Shape first(int end) {
    return new Shape(Arrays.copyOf(lengths, end < 0 ? end + lengths.length : end));
  }

  /** Returns the shape with further dimensions behind its own. */
  public Shape then(int... further) {
    int[] all = Arrays.copyOf(lengths, lengths.length + further.length);
    System.arraycopy(further, 0, all, lengths.length, further.length);
    return of(all);
  }

  /** Returns the lengths as a new array. */
  public int[] toArray() {
    return lengths.clone();
  }

  /** Returns the lengths as a new array of longs. */
  public long[] toLongs() {
    return Arrays.stream(lengths).asLongStream().toArray();
  }

  /**
   * Returns the shape two operands have together under NumPy's broadcasting: aligned at the last
   * dimension, equal lengths or a length of 1 fit.
   *
   * @param operation what to call the operation in the error
   * @throws ShapeException if the shapes do not fit, naming both and the first dimension that
   *     disagrees
   */
  public static Shape broadcast(String operation, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    int[] result = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.rank() ? a.lengths[a.rank() - i] : 1;
      int y = i <= b.rank() ? b.lengths[b.rank() - i] : 1;
      if (x != y && x != 1 && y != 1) {
        throw new ShapeException(
            operation
                + ": shapes "
                + a
                + " and "
                + b
                + " do not broadcast: dimension "
                + -i
                + " is "
                + x
                + " in one and "
                + y
                + " in the other; make them equal or one of them 1");
      }
      result[rank - i] = x == 1 ? y : x;
    }
    return of(result);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  @Override
  public String toString() {
    return Arrays.toString(lengths);
  }
}
