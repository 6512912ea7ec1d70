package io.github.diffusion4j.eval.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/** How two numbers of each sample go together. */
public final class Correlation {
  private Correlation() {}

  /**
   * Returns Pearson's r, -1 to 1; nothing if one of them is always the same.
   *
   * @throws IllegalArgumentException if there are not as many of both
   */
  public static OptionalDouble pearson(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "a correlation of %d and %d numbers; give as many of both".formatted(x.length, y.length));
    }
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double products = 0;
    double squaresX = 0;
    double squaresY = 0;
    for (int i = 0; i < x.length; i++) {
      products += (x[i] - meanX) * (y[i] - meanY);
      squaresX += (x[i] - meanX) * (x[i] - meanX);
      squaresY += (y[i] - meanY) * (y[i] - meanY);
    }
    double scale = Math.sqrt(squaresX) * Math.sqrt(squaresY);
    return scale > 0 ? OptionalDouble.of(products / scale) : OptionalDouble.empty();
  }
}
