package io.github.diffusion4j.eval.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A line through points by least squares.
 *
 * @param intercept where it meets {@code x = 0}
 * @param slope of it
 * @param error standard error of the intercept; NaN for 2 points
 * @param points how many
 */
public record Regression(double intercept, double slope, double error, int points) {

  /**
   * Fits a line.
   *
   * @throws IllegalArgumentException if there are not as many x as y, or fewer than 2 different x
   */
  public static Regression of(double[] x, double[] y) {
    if (x.length != y.length || Arrays.stream(x).distinct().count() < 2) {
      throw new IllegalArgumentException(
          "a line through %d x and %d y; give each x its y, and at least 2 different x"
              .formatted(x.length, y.length));
    }
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double products = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    double slope = products / squares;
    double intercept = meanY - slope * meanX;
    double rest =
        IntStream.range(0, x.length)
            .mapToDouble(i -> y[i] - intercept - slope * x[i])
            .map(residual -> residual * residual)
            .sum();
    double error = Math.sqrt(rest / (x.length - 2) * (1.0 / x.length + meanX * meanX / squares));
    return new Regression(intercept, slope, error, x.length);
  }

  /**
   * Returns the intercept with an interval by Student's distribution. It takes the points for
   * independent and the line for true.
   *
   * @throws IllegalArgumentException if there are fewer than 3 points
   */
  public Interval interceptInterval(double confidence) {
    Binomial.requireConfidence(confidence);
    if (points < 3) {
      throw new IllegalArgumentException(
          "an interval of a line through " + points + " points; it takes at least 3");
    }
    double reach = error * StudentT.quantile((1 + confidence) / 2, points - 2);
    return new Interval(
        intercept,
        intercept - reach,
        intercept + reach,
        confidence,
        "regression over " + points + " points");
  }
}
