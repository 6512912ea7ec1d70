package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;

/**
 * How early what was looked for stands in one query's ranking.
 *
 * @param ranks of the positives that were found, ascending, 0 for the first place
 * @param positives how many there are, found or not
 */
public record Ranking(int[] ranks, int positives) {

  /**
   * Checks the ranks.
   *
   * @throws EvaluationException if there are no positives, fewer than ranks, or ranks do not ascend
   */
  public Ranking {
    if (positives < 1 || ranks.length > positives) {
      throw new EvaluationException(
          "%d ranks of %d positives; a query has at least one, and as many ranks at most"
              .formatted(ranks.length, positives));
    }
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] < 0 || i > 0 && ranks[i] <= ranks[i - 1]) {
        throw new EvaluationException(
            "ranks " + Arrays.toString(ranks) + "; they start from 0 and ascend, none twice");
      }
    }
  }

  /**
   * Returns the average precision in trapezoid form, as the Oxford and Paris benchmarks define it
   * (Philbin et al. 2007): for the j-th positive at rank r the mean of {@code j / r} (1 at r = 0)
   * and {@code (j + 1) / (r + 1)}, averaged over positives; those not found count 0.
   */
  public double averagePrecision() {
    double sum = 0;
    for (int j = 0; j < ranks.length; j++) {
      double before = ranks[j] == 0 ? 1 : (double) j / ranks[j];
      double after = (j + 1.0) / (ranks[j] + 1.0);
      sum += (before + after) / 2;
    }
    return sum / positives;
  }

  /** Returns {@code 1 / (best rank + 1)}, or 0 if no positive was found. */
  public double reciprocalRank() {
    return ranks.length == 0 ? 0 : 1.0 / (ranks[0] + 1.0);
  }

  /** Returns the share of positives among the first k places; k is at least 1. */
  public double precisionAt(int k) {
    return (double) within(k) / k;
  }

  /** Returns the share of the positives that is among the first k places. */
  public double recallAt(int k) {
    return (double) within(k) / positives;
  }

  private long within(int k) {
    return Arrays.stream(ranks).filter(rank -> rank < k).count();
  }
}
