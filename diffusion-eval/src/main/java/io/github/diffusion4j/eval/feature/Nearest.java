package io.github.diffusion4j.eval.feature;

import java.util.Arrays;

/**
 * For each query its nearest rows, nearest first; of equally near rows the first one comes first.
 *
 * @param rows {@code [queries][k]}, indices of rows
 * @param squared {@code [queries][k]}, squared Euclidean distances
 */
public record Nearest(int[][] rows, double[][] squared) {

  /**
   * Finds the k nearest rows of each query.
   *
   * @throws EvaluationException if the sets are not comparable or there are fewer than k rows
   */
  public static Nearest of(Features queries, Features rows, int k) {
    requireRows(rows, k, k);
    return search(queries, rows, k, false);
  }

  /**
   * Finds the k nearest other rows of each row: the row itself does not count, a row equal to it
   * does.
   *
   * @throws EvaluationException if there are not more than k rows
   */
  public static Nearest others(Features rows, int k) {
    requireRows(rows, k, k + 1);
    return search(rows, rows, k, true);
  }

  private static void requireRows(Features rows, int k, int least) {
    if (k < 1) {
      throw new IllegalArgumentException(k + " nearest neighbours asked for; ask for at least 1");
    }
    rows.requireRows(least, "a search for " + k + " nearest neighbours");
  }

  private static Nearest search(Features queries, Features rows, int k, boolean withoutSelf) {
    int[][] found = new int[queries.size()][];
    double[][] distances = new double[queries.size()][];
    Pairs.squaredDistances(
        queries,
        rows,
        (query, values) -> {
          if (withoutSelf) {
            values[query] = Double.POSITIVE_INFINITY;
          }
          int[] best = smallest(values, k);
          found[query] = best;
          distances[query] = Arrays.stream(best).mapToDouble(r -> values[r]).toArray();
        });
    return new Nearest(found, distances);
  }

  private static int[] smallest(double[] values, int k) {
    int[] best = new int[k];
    int held = 0;
    for (int i = 0; i < values.length; i++) {
      if (held < k || values[i] < values[best[k - 1]]) {
        int place = held < k ? held++ : k - 1;
        for (; place > 0 && values[i] < values[best[place - 1]]; place--) {
          best[place] = best[place - 1];
        }
        best[place] = i;
      }
    }
    return best;
  }

  /** Returns the squared distance of each query to its k-th nearest row, k counted from 1. */
  public double[] squared(int k) {
    return Arrays.stream(squared).mapToDouble(each -> each[k - 1]).toArray();
  }

  /** Returns the Euclidean distance of each query to its k-th nearest row, k counted from 1. */
  public double[] distances(int k) {
    return Arrays.stream(squared(k)).map(Math::sqrt).toArray();
  }
}
