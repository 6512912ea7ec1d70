package io.github.diffusion4j.eval.report;

import java.util.Arrays;

/**
 * How many of some numbers fall into each of some equal bins.
 *
 * @param from where the first bin begins
 * @param to where the last bin ends
 * @param counts of each bin; what lies outside counts in the first or the last
 */
public record Histogram(double from, double to, int[] counts) {

  /** Counts numbers. */
  static Histogram of(double[] values, double from, double to, int bins) {
    int[] counts = new int[bins];
    for (double value : values) {
      int bin = (int) Math.floor((value - from) / (to - from) * bins);
      counts[Math.max(0, Math.min(bins - 1, bin))]++;
    }
    return new Histogram(from, to, counts);
  }

  /** Counts both of two sets in the same bins, over the range of both. */
  static Histogram[] ofBoth(double[] first, double[] second, int bins) {
    double from = Math.min(least(first), least(second));
    double to = Math.max(most(first), most(second));
    double end = to > from ? to : from + 1e-6;
    return new Histogram[] {of(first, from, end, bins), of(second, from, end, bins)};
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElse(0);
  }

  private static double most(double[] values) {
    return Arrays.stream(values).max().orElse(1);
  }
}
