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

  /** So many of a tile stay in a core's first cache while all queries pass. */
  private static final int FEATURES = 16;

  /** So many are added at once, as a sum that is read and written costs more than a product. */
  private static final int AT_ONCE = 4;

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

  /** Adds what four features contribute, one after the other. */
  private interface Term {
    void add(double[] query, int feature, double[][] tile, double[] sums);
  }

  /**
   * Shows the squared distances of each query to all rows.
   *
   * <p>Memory: a copy of the rows, and 16 rows of values a core.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static void squaredDistances(Features queries, Features rows, Visitor visitor) {
    show(queries, rows, Pairs::addSquares, visitor);
  }

  /**
   * Shows the inner products of each query with all rows. Memory as above.
   *
   * @throws EvaluationException if the sets are not comparable
   */
  public static void products(Features queries, Features rows, Visitor visitor) {
    show(queries, rows, Pairs::addProducts, visitor);
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
    double[][] padded = new double[to - from][];
    for (int q = from; q < to; q++) {
      padded[q - from] = Arrays.copyOf(queries.shared(q), padded(queries.dimensions()));
    }
    for (int t = 0; t < tiles.length; t++) {
      int width = tiles[t][0].length;
      double[][] sums = new double[to - from][width];
      for (int j = 0; j < tiles[t].length; j += FEATURES) {
        int end = Math.min(tiles[t].length, j + FEATURES);
        for (int q = 0; q < sums.length; q++) {
          add(padded[q], j, end, tiles[t], term, sums[q]);
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
    for (int j = from; j < to; j += AT_ONCE) {
      term.add(query, j, tile, sums);
    }
  }

  /**
   * The rows in groups of {@link #TILE}, each {@code [features][rows]}. An array for each feature,
   * as loops over parts of one array are not compiled to vector instructions. Features of 0 fill up
   * the last group of them, and change no sum.
   */
  private static double[][][] tiles(Features rows) {
    double[][][] tiles = new double[(rows.size() + TILE - 1) / TILE][padded(rows.dimensions())][];
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

  private static int padded(int features) {
    return (features + AT_ONCE - 1) / AT_ONCE * AT_ONCE;
  }

  private static void addSquares(double[] query, int j, double[][] tile, double[] sums) {
    double[] columnA = tile[j];
    double[] columnB = tile[j + 1];
    double[] columnC = tile[j + 2];
    double[] columnD = tile[j + 3];
    double a = query[j];
    double b = query[j + 1];
    double c = query[j + 2];
    double d = query[j + 3];
    for (int r = 0; r < sums.length; r++) {
      double toA = a - columnA[r];
      double toB = b - columnB[r];
      double toC = c - columnC[r];
      double toD = d - columnD[r];
      sums[r] = sums[r] + toA * toA + toB * toB + toC * toC + toD * toD;
    }
  }

  private static void addProducts(double[] query, int j, double[][] tile, double[] sums) {
    double[] columnA = tile[j];
    double[] columnB = tile[j + 1];
    double[] columnC = tile[j + 2];
    double[] columnD = tile[j + 3];
    double a = query[j];
    double b = query[j + 1];
    double c = query[j + 2];
    double d = query[j + 3];
    for (int r = 0; r < sums.length; r++) {
      sums[r] = sums[r] + a * columnA[r] + b * columnB[r] + c * columnC[r] + d * columnD[r];
    }
  }
}
