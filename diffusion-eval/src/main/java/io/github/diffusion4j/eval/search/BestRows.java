package io.github.diffusion4j.eval.search;

import java.util.Arrays;

/**
 * The best k rows so far of each of several queries, those of the highest scores, best first; of
 * equal scores the row of the lower number. One thread at a time may work on a query.
 */
final class BestRows {
  private final int k;
  private final int[] rows;
  private final double[] scores;
  private final int[] counts;

  BestRows(int queries, int k) {
    this.k = k;
    rows = new int[Math.multiplyExact(queries, k)];
    scores = new double[rows.length];
    counts = new int[queries];
  }

  int count(int query) {
    return counts[query];
  }

  int row(int query, int rank) {
    return rows[query * k + rank];
  }

  double score(int query, int rank) {
    return scores[query * k + rank];
  }

  /** Returns the lowest score that a row needs to be looked at. */
  double least(int query) {
    return counts[query] < k ? Double.NEGATIVE_INFINITY : scores[query * k + k - 1];
  }

  /** Offers a row that was not offered before. */
  void offer(int query, int row, double score) {
    int start = query * k;
    int at = start + counts[query];
    if (counts[query] == k) {
      at--;
      if (!better(score, row, at)) {
        return;
      }
    } else {
      counts[query]++;
    }
    for (; at > start && better(score, row, at - 1); at--) {
      scores[at] = scores[at - 1];
      rows[at] = rows[at - 1];
    }
    scores[at] = score;
    rows[at] = row;
  }

  /** Offers a row that may have been offered before; its best score counts. */
  void offerAgain(int query, int row, double score) {
    int start = query * k;
    for (int at = start; at < start + counts[query]; at++) {
      if (rows[at] == row) {
        if (score <= scores[at]) {
          return;
        }
        int end = start + counts[query]--;
        System.arraycopy(rows, at + 1, rows, at, end - at - 1);
        System.arraycopy(scores, at + 1, scores, at, end - at - 1);
        break;
      }
    }
    offer(query, row, score);
  }

  private boolean better(double score, int row, int at) {
    return score > scores[at] || score == scores[at] && row < rows[at];
  }

  int[] rows(int query) {
    return Arrays.copyOfRange(rows, query * k, query * k + counts[query]);
  }

  double[] scores(int query) {
    return Arrays.copyOfRange(scores, query * k, query * k + counts[query]);
  }
}
