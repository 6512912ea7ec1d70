package io.github.diffusion4j.eval.feature;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Squared Euclidean distances or inner products between all rows of two sets, in double precision
 * and never all at once in memory.
 *
 * <p>{@code sum_j (a_j - b_j)^2} and {@code sum_j a_j b_j}, added up in the order of j. So a value
 * depends on its two rows only, not on where they stand: it is the same both ways, a distance
 * between equal rows is 0, and of equal distances none is smaller.
 */
public final class Pairs {
  private static final int QUERIES = 16;
  private static final int TILE = 256;

  /** So many of a tile stay in a core's second cache while all queries pass. */
  private static final int FEATURES = 64;

  private Pairs() {}

  /** Takes the values of one query after the other. */
  public interface Visitor {
    /**
     * Sees what one query has with each row. Is called once a query, from several threads.
     *
     * @param values by row; the visitor may write to them
     */
    void accept(int query, double[] values);
  }

  /** Adds what one feature contributes. */
  private interface Term {
    void add(double value, double[] column, double[] sums);
  }

  /**
   * Shows the squared distances of each query to all rows.
   *
   * <p>Memory: a copy of the rows, and 16 rows of values a core.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static void squaredDistances(Features queries, Features rows, Visitor visitor) {
    show(queries, rows, Pairs::addSquare, visitor);
  }

  /**
   * Shows the inner products of each query with all rows. Memory as above.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static void products(Features queries, Features rows, Visitor visitor) {
    show(queries, rows, Pairs::addProduct, visitor);
  }

  /**
   * Returns for each query the Euclidean distance to its nearest row.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static double[] toNearest(Features queries, Features rows) {
    double[] nearest = new double[queries.size()];
    squaredDistances(
        queries,
        rows,
        (query, squared) -> nearest[query] = Math.sqrt(Arrays.stream(squared).min().orElseThrow()));
    return nearest;
  }

  private static void show(Features queries, Features rows, Term term, Visitor visitor) {
    queries.requireComparable(rows);
    double[][][] tiles = tiles(rows);
    int blocks = (queries.size() + QUERIES - 1) / QUERIES;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(block -> show(queries, rows.size(), tiles, block * QUERIES, term, visitor));
  }

  private static void show(
      Features queries, int rows, double[][][] tiles, int from, Term term, Visitor visitor) {
    int to = Math.min(queries.size(), from + QUERIES);
    double[][] values = new double[to - from][rows];
    for (int t = 0; t < tiles.length; t++) {
      int width = tiles[t][0].length;
      double[][] sums = new double[to - from][width];
      for (int j = 0; j < queries.dimensions(); j += FEATURES) {
        int end = Math.min(queries.dimensions(), j + FEATURES);
        for (int q = from; q < to; q++) {
          add(queries.shared(q), j, end, tiles[t], term, sums[q - from]);
        }
      }
      for (int q = 0; q < sums.length; q++) {
        System.arraycopy(sums[q], 0, values[q], t * TILE, width);
      }
    }
    for (int q = from; q < to; q++) {
      visitor.accept(q, values[q - from]);
    }
  }

  private static void add(
      double[] query, int from, int to, double[][] tile, Term term, double[] sums) {
    for (int j = from; j < to; j++) {
      term.add(query[j], tile[j], sums);
    }
  }

  /**
   * The rows in groups of {@link #TILE}, each {@code [features][rows]}. An array for each feature,
   * as loops over parts of one array are not compiled to vector instructions.
   */
  private static double[][][] tiles(Features rows) {
    double[][][] tiles = new double[(rows.size() + TILE - 1) / TILE][rows.dimensions()][];
    for (int t = 0; t < tiles.length; t++) {
      int width = Math.min(TILE, rows.size() - t * TILE);
      for (int j = 0; j < tiles[t].length; j++) {
        tiles[t][j] = new double[width];
      }
      for (int r = 0; r < width; r++) {
        double[] row = rows.shared(t * TILE + r);
        for (int j = 0; j < row.length; j++) {
          tiles[t][j][r] = row[j];
        }
      }
    }
    return tiles;
  }

  private static void addSquare(double value, double[] column, double[] sums) {
    for (int r = 0; r < sums.length; r++) {
      double difference = value - column[r];
      sums[r] += difference * difference;
    }
  }

  private static void addProduct(double value, double[] column, double[] sums) {
    for (int r = 0; r < sums.length; r++) {
      sums[r] += value * column[r];
    }
  }
}
