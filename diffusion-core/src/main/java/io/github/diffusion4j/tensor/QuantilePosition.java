package io.github.diffusion4j.tensor;

/**
 * Where a quantile lies between two of some sorted elements: {@code (1 - fraction) x[lower] +
 * fraction x[upper]}.
 *
 * <p>Linear interpolation, definition 7 of Hyndman and Fan (1996), which is NumPy's default: the
 * quantile {@code q} of n elements is at place {@code q (n - 1)}, counted from 0.
 *
 * @param lower place of the element at or below it
 * @param upper place of the element above it; {@code lower} if it falls on that one
 * @param fraction of the way from lower to upper, 0 or more and below 1
 */
public record QuantilePosition(int lower, int upper, double fraction) {
  /**
   * Returns the position of a quantile.
   *
   * @param quantile from 0 (the smallest element) to 1 (the largest)
   * @param count of the elements, at least 1
   * @throws IllegalArgumentException if either is out of range
   */
  public static QuantilePosition of(double quantile, int count) {
    if (!(quantile >= 0 && quantile <= 1)) {
      throw new IllegalArgumentException("quantile is " + quantile + "; it is from 0 to 1");
    }
    if (count < 1) {
      throw new IllegalArgumentException(
          "quantile " + quantile + " of " + count + " elements; give at least one");
    }
    double place = quantile * (count - 1);
    int lower = (int) place;
    return new QuantilePosition(lower, (int) Math.ceil(place), place - lower);
  }
}
