package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * The best k rows so far of each of several queries, best first. One thread at a time may work on a
 * query; different queries are independent.
 */
final class NearestLists {
  private final int k;
  private final int queries;
  private final double[] scores;
  private final int[] rows;

  NearestLists(int queries, int k) {
    this.k = k;
    this.queries = queries;
    int size = Shape.of(queries, k).size();
    scores = new double[size];
    rows = new int[size];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
  }

  int k() {
    return k;
  }

  /** Returns the score of the worst of a query's k best; minus infinity if there are fewer. */
  double last(int query) {
    return scores[query * k + k - 1];
  }

  /**
   * Puts a row where its score belongs, among equal scores by its number; a row comes once.
   *
   * @return whether it is among the best k
   */
  boolean offer(int query, int row, double score) {
    int first = query * k;
    int at = first + k - 1;
    if (!better(score, row, at)) {
      return false;
    }
    for (; at > first && better(score, row, at - 1); at--) {
      scores[at] = scores[at - 1];
      rows[at] = rows[at - 1];
    }
    scores[at] = score;
    rows[at] = row;
    return true;
  }

  private boolean better(double score, int row, int at) {
    return score > scores[at] || score == scores[at] && row < rows[at];
  }

  /** Returns the rows, with scores times a sign as values. */
  Neighbours result(int sign) {
    double[] values = new double[scores.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = sign * scores[i] + 0.0; // so that no distance is -0
    }
    return new Neighbours(Indices.of(rows, Shape.of(queries, k)), values);
  }
}
