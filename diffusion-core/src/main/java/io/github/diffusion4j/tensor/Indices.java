package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * An array of whole numbers under a shape: which elements to pick, or in which order they come.
 *
 * <p>It lives in Java's memory and belongs to no engine or scope. Operations that pick elements
 * take it, and rankings return it; what the numbers count is said there. Immutable.
 */
public final class Indices {
  /** How many numbers {@link #toString} shows. */
  private static final int SHOWN = 8;

  private final int[] values;
  private final Shape shape;

  private Indices(int[] values, Shape shape) {
    this.values = values;
    this.shape = shape;
  }

  /** Makes indices of shape {@code [values.length]}. */
  public static Indices of(int... values) {
    return new Indices(values.clone(), Shape.of(values.length));
  }

  /**
   * Makes indices from numbers in row-major order.
   *
   * @throws ShapeException if the count differs from the shape's
   */
  public static Indices of(int[] values, Shape shape) {
    if (values.length != shape.size()) {
      throw new ShapeException(
          "indices: "
              + values.length
              + " numbers do not fill shape "
              + shape
              + ", which has "
              + shape.size());
    }
    return new Indices(values.clone(), shape);
  }

  /** Returns the shape. */
  public Shape shape() {
    return shape;
  }

  /** Returns the number of elements. */
  public int size() {
    return values.length;
  }

  /**
   * Returns the number at a place in row-major order.
   *
   * @throws IndexOutOfBoundsException if there is no such place
   */
  public int get(int place) {
    if (place < 0 || place >= values.length) {
      throw new IndexOutOfBoundsException(
          "indices: place "
              + place
              + " is outside shape "
              + shape
              + "; places are 0 to "
              + (values.length - 1));
    }
    return values[place];
  }

  /** Returns a copy of the numbers in row-major order. */
  public int[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Indices indices
        && shape.equals(indices.shape)
        && Arrays.equals(values, indices.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    String first = Arrays.toString(Arrays.copyOf(values, Math.min(SHOWN, values.length)));
    return "Indices" + shape + " " + (values.length > SHOWN ? first.replace("]", ", ...]") : first);
  }
}
