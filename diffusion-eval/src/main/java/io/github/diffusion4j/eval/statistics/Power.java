package io.github.diffusion4j.eval.statistics;

/** What a test of n samples can see at a true rate. */
public final class Power {
  private Power() {}

  /**
   * Returns the probability of at least one hit among n samples: {@code 1 - (1 - rate)^n}.
   *
   * @param rate 0 to 1
   * @throws IllegalArgumentException if there are no samples or the rate is outside
   */
  public static double anyHit(long samples, double rate) {
    return moreThan(0, samples, rate);
  }

  /**
   * Returns the probability of more than {@code hits} hits among n samples. With the hits that a
   * gate allows it is the producer's risk: how often a model of that true rate fails.
   *
   * @param rate 0 to 1
   * @throws IllegalArgumentException if there are no samples, fewer samples than hits, or the rate
   *     is outside
   */
  public static double moreThan(long hits, long samples, double rate) {
    Binomial.requireCounts(hits, samples);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException("the rate is " + rate + "; it is 0 to 1");
    }
    return Binomial.above(hits, samples, rate);
  }

  /**
   * Returns the smallest number of hits that chance exceeds with a probability of at most {@code 1
   * - confidence}: what false alarms alone come to.
   *
   * @param rate of false alarms, 0 to 1
   */
  public static long hitsByChance(long samples, double rate, double confidence) {
    Binomial.requireConfidence(confidence);
    return Monotone.first(0, hits -> moreThan(hits, samples, rate) <= 1 - confidence);
  }
}
