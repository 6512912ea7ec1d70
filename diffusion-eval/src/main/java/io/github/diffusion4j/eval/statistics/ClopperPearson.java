package io.github.diffusion4j.eval.statistics;

/**
 * Exact bounds on a rate from hits among independent samples (Clopper and Pearson 1934), one-sided
 * each: the rate is at most {@code upper} with the stated confidence, and at least {@code lower}
 * with the same.
 *
 * <pre>
 * upper = BetaInv(confidence; k + 1, n - k), 1 if k = n
 * lower = BetaInv(1 - confidence; k, n - k + 1), 0 if k = 0
 * </pre>
 *
 * <p>Both together make an interval of confidence {@code 2 * confidence - 1}. They cannot see that
 * samples belong together: several pictures of one prompt or seed are one sample.
 *
 * @param hits k, 0 to samples
 * @param samples n, at least 1
 * @param confidence of each side, such as 0.95
 * @param lower a rate, 0 to 1
 * @param upper a rate, 0 to 1
 */
public record ClopperPearson(
    long hits, long samples, double confidence, double lower, double upper) {

  /**
   * Bounds the rate behind hits.
   *
   * @throws IllegalArgumentException if there are no samples, fewer samples than hits, or the
   *     confidence does not lie between 0 and 1
   */
  public static ClopperPearson of(long hits, long samples, double confidence) {
    Binomial.requireCounts(hits, samples);
    Binomial.requireConfidence(confidence);
    return new ClopperPearson(
        hits,
        samples,
        confidence,
        lower(hits, samples, confidence),
        upper(hits, samples, confidence));
  }

  private static double upper(long hits, long samples, double confidence) {
    if (hits == samples) {
      return 1;
    }
    if (hits == 0) {
      return -Math.expm1(Math.log1p(-confidence) / samples);
    }
    return Monotone.first(0, 1, p -> Binomial.atMost(hits, samples, p) <= 1 - confidence);
  }

  private static double lower(long hits, long samples, double confidence) {
    if (hits == 0) {
      return 0;
    }
    if (hits == samples) {
      return Math.exp(Math.log1p(-confidence) / samples);
    }
    return Monotone.first(0, 1, p -> Binomial.above(hits - 1, samples, p) >= 1 - confidence);
  }

  /** Returns the share of hits. */
  public double rate() {
    return (double) hits / samples;
  }

  /**
   * Returns the upper bound when a detector misses some of what it looks for: {@code upper /
   * (sensitivity * recall)}, at most 1.
   *
   * <p>Where the two are lower bounds of confidence c themselves, the result holds with {@code 1 -
   * 3 (1 - c)} at least (union bound).
   *
   * @param sensitivity the least share of planted copies above the threshold, more than 0 to 1
   * @param recall the least share of nearest neighbours that the search finds; 1 for exact search
   * @throws IllegalArgumentException if either is not in that range
   */
  public double upperCorrected(double sensitivity, double recall) {
    requireShare("sensitivity", sensitivity);
    requireShare("recall", recall);
    return Math.min(1, upper / (sensitivity * recall));
  }

  private static void requireShare(String what, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " is "
              + share
              + "; it is more than 0 and at most 1: a detector that finds nothing bounds nothing");
    }
  }

  /**
   * Returns the excess over a rate of false alarms: {@code (rate - a) / (1 - a)}, what anonymeter
   * calls the attack's success beyond the control's. Negative below it.
   *
   * @param falseAlarms a, from 0 (inclusive) to 1 (exclusive)
   */
  public double excess(double falseAlarms) {
    if (!(falseAlarms >= 0 && falseAlarms < 1)) {
      throw new IllegalArgumentException(
          "the rate of false alarms is " + falseAlarms + "; it is 0 or more and below 1");
    }
    return (rate() - falseAlarms) / (1 - falseAlarms);
  }
}
