package io.github.diffusion4j.eval.statistics;

/** How many samples a statement needs, by the exact binomial distribution. */
public final class SampleSize {
  private SampleSize() {}

  /**
   * Returns the smallest n for which {@code hits} hits give a one-sided Clopper-Pearson upper bound
   * of at most {@code rate}: the smallest n with {@code P(Bin(n, rate) <= hits) <= 1 - confidence}.
   * For 0 hits, 1 % and 95 % it is 299.
   *
   * @throws IllegalArgumentException if hits are below 0, or rate or confidence do not lie between
   *     0 and 1
   */
  public static long forUpperBound(long hits, double rate, double confidence) {
    if (hits < 0) {
      throw new IllegalArgumentException("the hits are " + hits + "; there are 0 or more");
    }
    Binomial.requireRate(rate);
    Binomial.requireConfidence(confidence);
    return Monotone.first(hits + 1, n -> Binomial.atMost(hits, n, rate) <= 1 - confidence);
  }

  /**
   * Returns the smallest number of held-out pictures of which the j-th largest similarity lies,
   * with that confidence, at or above a quantile of the similarities of new pictures (Wilks 1941):
   * a threshold there lets at most {@code 1 - quantile} of them pass. It is the smallest n with
   * {@code P(Bin(n, 1 - quantile) >= j) >= confidence}.
   *
   * @param rank j, 1 for the largest
   * @param quantile such as 0.99
   * @throws IllegalArgumentException if the rank is below 1, or the others do not lie between 0 and
   *     1
   */
  public static long forToleranceLimit(long rank, double quantile, double confidence) {
    if (rank < 1) {
      throw new IllegalArgumentException("the rank is " + rank + "; the largest has rank 1");
    }
    return forUpperBound(rank - 1, 1 - quantile, confidence);
  }

  /**
   * Returns how many further samples without a further hit would bring the upper bound to the rate;
   * 0 if it is there already.
   */
  public static long furtherFor(ClopperPearson bound, double rate) {
    long needed = forUpperBound(bound.hits(), rate, bound.confidence());
    return Math.max(0, needed - bound.samples());
  }
}
