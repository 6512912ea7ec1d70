package io.github.diffusion4j.eval.feature;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a descriptor made of a set of pictures: one row of finite numbers a picture. Immutable.
 *
 * <p>Sets of different descriptors or lengths are never compared: whatever takes two sets calls
 * {@link #requireComparable}.
 */
public final class Features {
  private final DescriptorIdentity descriptor;
  private final double[][] rows;

  private Features(DescriptorIdentity descriptor, double[][] rows) {
    this.descriptor = descriptor;
    this.rows = rows;
  }

  /**
   * Takes a copy of rows of features.
   *
   * @param rows {@code [pictures, features]}, at least one of each
   * @throws EvaluationException if there are no rows or no features, a row has another length than
   *     the first, or a number is NaN or infinite; the message names the row
   */
  public static Features of(DescriptorIdentity descriptor, double[][] rows) {
    Objects.requireNonNull(descriptor, "descriptor");
    if (rows.length == 0) {
      throw new EvaluationException(
          "there are no features of " + descriptor + "; describe at least one picture");
    }
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = checked(descriptor, rows[i], i, rows[0].length);
    }
    return new Features(descriptor, copy);
  }

  private static double[] checked(DescriptorIdentity descriptor, double[] row, int i, int length) {
    if (row.length != length || length == 0) {
      throw new EvaluationException(
          "row %d of the features of %s has %d numbers and row 0 has %d; all have equally many, at least 1"
              .formatted(i, descriptor, row.length, length));
    }
    for (int j = 0; j < length; j++) {
      if (!Double.isFinite(row[j])) {
        throw new EvaluationException(
            "feature %d of row %d of %s is %s; all must be finite: leave that picture out, or mend the descriptor"
                .formatted(j, i, descriptor, row[j]));
      }
    }
    return row.clone();
  }

  /** Returns what made these features. */
  public DescriptorIdentity descriptor() {
    return descriptor;
  }

  /** Returns the number of rows, at least 1. */
  public int size() {
    return rows.length;
  }

  /** Returns the numbers of a row, at least 1. */
  public int dimensions() {
    return rows[0].length;
  }

  /** Returns one number. */
  public double value(int row, int feature) {
    return rows[row][feature];
  }

  /** Returns a copy of a row. */
  public double[] row(int row) {
    return rows[row].clone();
  }

  /** Returns the row itself, not to be written to. */
  double[] shared(int row) {
    return rows[row];
  }

  /** Returns the rows of these indices, in their order; an index may be there several times. */
  public Features select(int... indices) {
    if (indices.length == 0) {
      throw new EvaluationException(
          "none of the " + rows.length + " rows of features was selected");
    }
    return new Features(
        descriptor, Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(double[][]::new));
  }

  /** Returns the rows from one index (inclusive) to another (exclusive). */
  public Features range(int from, int to) {
    Objects.checkFromToIndex(from, to, rows.length);
    if (from == to) {
      throw new EvaluationException(
          "none of the " + rows.length + " rows of features was selected");
    }
    return new Features(descriptor, Arrays.copyOfRange(rows, from, to));
  }

  /**
   * Returns these rows and after them another set's.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public Features with(Features more) {
    requireComparable(more);
    double[][] all = Arrays.copyOf(rows, rows.length + more.rows.length);
    System.arraycopy(more.rows, 0, all, rows.length, more.rows.length);
    return new Features(descriptor, all);
  }

  /**
   * Returns each row divided by its Euclidean length, so that inner products are cosines.
   *
   * @throws EvaluationException if a row is all zeros
   */
  public Features normalised() {
    double[][] unit = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double length = Math.sqrt(dot(rows[i], rows[i]));
      if (length == 0) {
        throw new EvaluationException(
            "row %d of the features of %s is all zeros and has no direction; leave that picture out"
                .formatted(i, descriptor));
      }
      unit[i] = Arrays.stream(rows[i]).map(x -> x / length).toArray();
    }
    return new Features(descriptor, unit);
  }

  /** Returns whether no row is all zeros, so that all can be {@link #normalised}. */
  public boolean haveDirections() {
    return Arrays.stream(rows).allMatch(row -> dot(row, row) > 0);
  }

  /** Returns the indices of the first of each different row, ascending. */
  public int[] different() {
    Set<DoubleBuffer> seen = new HashSet<>();
    return IntStream.range(0, rows.length)
        .filter(i -> seen.add(DoubleBuffer.wrap(rows[i])))
        .toArray();
  }

  /** Returns the mean of all rows. */
  public double[] mean() {
    double[] mean = new double[dimensions()];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j];
      }
    }
    return Arrays.stream(mean).map(sum -> sum / rows.length).toArray();
  }

  /** Returns these rows less a vector. */
  public Features minus(double[] vector) {
    double[][] moved = new double[rows.length][dimensions()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        moved[i][j] = rows[i][j] - vector[j];
      }
    }
    return new Features(descriptor, moved);
  }

  /** Returns the inner product of a row with a row of a comparable set. */
  public double dot(int row, Features others, int other) {
    return dot(rows[row], others.rows[other]);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Makes a FLOAT64 tensor of these rows, {@code [pictures, features]}. */
  public Tensor toTensor(Engine engine) {
    int dimensions = dimensions();
    double[] flat = new double[Math.multiplyExact(rows.length, dimensions)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * dimensions, dimensions);
    }
    return engine.tensor(flat, Shape.of(rows.length, dimensions), DataType.FLOAT64);
  }

  /**
   * Refuses to be compared with a set of another descriptor or length.
   *
   * @throws EvaluationException if it is
   */
  public void requireComparable(Features other) {
    descriptor.requireSame(other.descriptor);
    if (dimensions() != other.dimensions()) {
      throw new EvaluationException(
          "rows of %d and of %d features of %s cannot be compared; describe both sets alike"
              .formatted(dimensions(), other.dimensions(), descriptor));
    }
  }

  /**
   * Refuses to be fewer rows than something needs.
   *
   * @throws EvaluationException if they are
   */
  public void requireRows(int least, String forWhat) {
    if (rows.length < least) {
      throw new EvaluationException(
          "%s needs at least %d pictures; these are %d of %s"
              .formatted(forWhat, least, rows.length, descriptor));
    }
  }

  @Override
  public String toString() {
    return rows.length + " rows of " + dimensions() + " features of " + descriptor;
  }
}
