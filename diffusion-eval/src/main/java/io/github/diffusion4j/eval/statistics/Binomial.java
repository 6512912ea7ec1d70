package io.github.diffusion4j.eval.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** The binomial distribution's tails, and checks of what goes into them. */
final class Binomial {
  private Binomial() {}

  /** Returns the probability of more than {@code k} hits among {@code n} at rate {@code p}. */
  static double above(long k, long n, double p) {
    if (k >= n) {
      return 0;
    }
    if (k < 0) {
      return 1;
    }
    // Closed form: beyond what the incomplete beta function keeps at rates near 0.
    return k == 0 ? -Math.expm1(n * Math.log1p(-p)) : RegularizedBeta.value(p, k + 1.0, n - k);
  }

  /** Returns the probability of at most {@code k} hits among {@code n} at rate {@code p}. */
  static double atMost(long k, long n, double p) {
    if (k >= n) {
      return 1;
    }
    if (k < 0) {
      return 0;
    }
    return k == 0 ? Math.exp(n * Math.log1p(-p)) : RegularizedBeta.complement(p, k + 1.0, n - k);
  }

  static void requireCounts(long hits, long samples) {
    if (samples < 1 || hits < 0 || hits > samples) {
      throw new IllegalArgumentException(
          "%d hits among %d samples; there is at least 1 sample, and 0 to as many hits"
              .formatted(hits, samples));
    }
  }

  static void requireConfidence(double confidence) {
    requireInside("confidence", confidence, "0.95");
  }

  static void requireRate(double rate) {
    requireInside("rate", rate, "0.01 for 1 %");
  }

  private static void requireInside(String what, double value, String example) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "the " + what + " is " + value + "; it lies between 0 and 1, such as " + example);
    }
  }
}
