package io.github.diffusion4j.bench.study;

import java.util.List;

/** Where a quantity goes whose bias falls as one over the number of samples. */
final class Extrapolation {
  private Extrapolation() {}

  /**
   * Returns the value at infinitely many samples of the least-squares line over {@code 1 / x}
   * (Chong and Forsyth 2020).
   *
   * @param points numbers of samples, and what they gave; two different numbers at least, else NaN
   */
  static double atInfinity(List<LinePlot.Point> points) {
    double meanX = points.stream().mapToDouble(point -> 1 / point.x()).average().orElse(0);
    double meanY = points.stream().mapToDouble(LinePlot.Point::y).average().orElse(0);
    double together = 0;
    double alone = 0;
    for (LinePlot.Point point : points) {
      double x = 1 / point.x() - meanX;
      together += x * (point.y() - meanY);
      alone += x * x;
    }
    return meanY - together / alone * meanX;
  }
}
