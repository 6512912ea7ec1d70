package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * Finds for each query the k rows that are nearest to it, exactly, while the rows come in portions.
 *
 * <pre>{@code
 * NearestNeighbours search = new NearestNeighbours(queries, 10, Measure.SQUARED_EUCLIDEAN);
 * for (...) {
 *   search.accept(portion);
 * }
 * Neighbours nearest = search.result();
 * }</pre>
 *
 * <p>The engine's FLOAT32 products only rule rows out, with a margin for their rounding; what they
 * leave is measured again in double precision. So the answer is that of double precision whatever
 * the engine, and of equal rows the first one wins. Where nearly all rows are nearly equally far,
 * as copies of one row are, nothing is ruled out and a search takes as long as all measurements in
 * double precision.
 *
 * <p>Memory beside the operands, for q queries and portions of r rows of d numbers: a copy of the
 * queries ({@code 4 d q} bytes), {@code 12 k q} bytes of neighbours found so far, {@code 12 (q + 3
 * r)} of norms, and up to 7 MB of products for each core. Not thread-safe.
 */
public final class NearestNeighbours {
  /** What near means. */
  public enum Measure {
    /** The larger {@code q . r}, the nearer. */
    INNER_PRODUCT,
    /** The smaller {@code |q - r|^2}, the nearer. */
    SQUARED_EUCLIDEAN
  }

  /** Above this, products of two norms come near the largest float. */
  private static final double LARGEST_NORM = 1e18;

  private static final double LEAST_LENGTH = 1 / LARGEST_NORM;

  final Measure measure;
  final float[] queryValues;
  final double[] queryNorms;
  final NearestLists nearest;
  final NearestCandidates candidates;
  private final Tensor queries;
  private int seen;

  /**
   * Starts a search.
   *
   * @param queries {@code [q, d]}, FLOAT32; q may be 0
   * @param k how many rows to find for each, at least 1
   * @throws ShapeException if queries are no matrix, or d is 0
   * @throws IllegalArgumentException if they are not FLOAT32, hold NaN or infinity or a row longer
   *     than 1e18, or k is below 1
   */
  public NearestNeighbours(Tensor queries, int k, Measure measure) {
    if (k < 1) {
      throw new IllegalArgumentException(
          "nearest neighbours: " + k + " asked for; ask for at least 1");
    }
    if (queries.shape().rank() != 2 || queries.shape().dim(1) == 0) {
      throw new ShapeException(
          "nearest neighbours: queries are "
              + queries.shape()
              + "; expected [queries, features] with at least one feature");
    }
    this.queries = queries;
    this.measure = measure;
    queryNorms = norms("query", queries);
    queryValues = queries.toFloats();
    nearest = new NearestLists(queries.shape().dim(0), k);
    candidates = new NearestCandidates(queries.shape().dim(0), k);
  }

  /** Finds neighbours among rows {@code [r, d]} that are at hand all at once. */
  public static Neighbours find(Tensor queries, Tensor rows, int k, Measure measure) {
    NearestNeighbours search = new NearestNeighbours(queries, k, measure);
    search.accept(rows);
    return search.result();
  }

  /**
   * Compares the next rows with all queries. Rows count from 0 in the order in which they come.
   *
   * @param rows {@code [r, d]}, FLOAT32, of the queries' engine; r may be 0
   * @throws ShapeException if d is not the queries'
   * @throws IllegalArgumentException if they are not FLOAT32, or hold NaN or infinity or a row
   *     longer than 1e18
   */
  public void accept(Tensor rows) {
    int count = rows.shape().rank() == 0 ? 0 : rows.shape().dim(0);
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    show(rows, ones);
  }

  /**
   * Compares the next rows with all queries, each row divided by a length: inner products with rows
   * divided by their norms order them by cosine.
   *
   * @param rows as above
   * @param lengths by row, from 1e-18 to 1e18; exact, where a divided row would be rounded
   * @throws ShapeException as above
   * @throws IllegalArgumentException as above, or if there are not as many lengths as rows, one is
   *     out of range, or the measure is not {@link Measure#INNER_PRODUCT}
   */
  public void accept(Tensor rows, double[] lengths) {
    if (measure != Measure.INNER_PRODUCT) {
      throw new IllegalArgumentException(
          "nearest neighbours: lengths were given for " + measure + "; they go with INNER_PRODUCT");
    }
    for (double length : lengths) {
      if (!(length >= LEAST_LENGTH && length <= LARGEST_NORM)) {
        throw new IllegalArgumentException(
            "nearest neighbours: a row is to be divided by %s; lengths are from %s to %s"
                .formatted(length, LEAST_LENGTH, LARGEST_NORM));
      }
    }
    show(rows, lengths);
  }

  private void show(Tensor rows, double[] lengths) {
    int features = queries.shape().dim(1);
    if (rows.shape().rank() != 2 || rows.shape().dim(1) != features) {
      throw new ShapeException(
          "nearest neighbours: rows are "
              + rows.shape()
              + " and queries "
              + queries.shape()
              + "; expected rows [rows, "
              + features
              + "]");
    }
    double[] norms = norms("row", rows);
    if (lengths.length != norms.length) {
      throw new IllegalArgumentException(
          "nearest neighbours: %d lengths for %d rows; give one for each"
              .formatted(lengths.length, norms.length));
    }
    int after = Math.addExact(seen, norms.length);
    if (norms.length > 0 && queryNorms.length > 0) {
      NearestFilter filter = new NearestFilter(this, seen, rows, norms, lengths);
      queries.engine().rowProducts(queries, rows, filter);
    }
    seen = after;
  }

  /**
   * Returns the neighbours among all rows so far.
   *
   * @throws IllegalStateException if there were fewer rows than neighbours asked for
   */
  public Neighbours result() {
    if (seen < nearest.k()) {
      throw new IllegalStateException(
          "nearest neighbours: "
              + nearest.k()
              + " asked for, and only "
              + seen
              + " rows were given; ask for fewer or give more");
    }
    return nearest.result(measure == Measure.SQUARED_EUCLIDEAN ? -1 : 1);
  }

  private static double[] norms(String what, Tensor vectors) {
    if (vectors.type() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "nearest neighbours: each "
              + what
              + " is "
              + vectors.type()
              + "; make them FLOAT32 with engine.tensor(x.toFloats(), x.shape())");
    }
    double[] norms = new double[vectors.shape().dim(0)];
    float[] vector = new float[vectors.shape().dim(1)];
    for (int i = 0; i < norms.length; i++) {
      vectors.read(i * vector.length, vector);
      norms[i] = Math.sqrt(Exact.product(vector, 0, vector, 0, vector.length));
      if (!(norms[i] < LARGEST_NORM)) {
        throw new IllegalArgumentException(
            "nearest neighbours: "
                + what
                + " "
                + i
                + " has length "
                + norms[i]
                + "; all numbers must be finite and lengths below "
                + LARGEST_NORM);
      }
    }
    return norms;
  }
}
