package io.github.diffusion4j.bench;

import java.util.List;

/**
 * What some times have in common, in milliseconds. Quartiles lie between two times where they fall
 * between them (Hyndman and Fan 1996, definition 7).
 *
 * @param count how many there are
 * @param fastest the smallest
 * @param lowerQuartile a quarter are below it
 * @param median half are below it
 * @param upperQuartile a quarter are above it
 */
public record Statistics(
    int count, double fastest, double lowerQuartile, double median, double upperQuartile) {

  /**
   * Returns those of a list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static Statistics of(List<Double> times) {
    if (times.isEmpty()) {
      throw new IllegalArgumentException("no times to make statistics of; run a round at least");
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new Statistics(
        sorted.length,
        sorted[0],
        quantile(sorted, 0.25),
        quantile(sorted, 0.5),
        quantile(sorted, 0.75));
  }

  /** Returns how far apart the quartiles are, as a share of the median. */
  public double spread() {
    return (upperQuartile - lowerQuartile) / median;
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
