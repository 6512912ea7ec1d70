package io.github.diffusion4j.eval.statistics;

import java.util.Arrays;

/** Quantiles of numbers at hand. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * Returns a quantile, linear between order statistics: position {@code share (n - 1)} of the
   * sorted values, as NumPy does by default (Hyndman and Fan 1996, type 7).
   *
   * @param values at least one, in any order
   * @param share 0 for the smallest to 1 for the largest
   * @throws IllegalArgumentException if there are no values, one is NaN, or the share is outside
   */
  public static double linear(double[] values, double share) {
    if (values.length == 0 || Arrays.stream(values).anyMatch(Double::isNaN)) {
      throw new IllegalArgumentException(
          "a quantile of " + values.length + " values; it takes at least one, and none NaN");
    }
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the quantile is " + share + "; it is 0 to 1");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
