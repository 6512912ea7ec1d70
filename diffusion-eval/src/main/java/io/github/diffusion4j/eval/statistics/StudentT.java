package io.github.diffusion4j.eval.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Student's t distribution. */
final class StudentT {
  private StudentT() {}

  /**
   * Returns the t below which a share from 0.5 to 1 lies: with {@code x = v / (v + t^2)}, {@code
   * P(T > t) = I_x(v / 2, 1 / 2) / 2}.
   */
  static double quantile(double share, double degrees) {
    double tail = 2 * (1 - share);
    double x = Monotone.first(0, 1, z -> RegularizedBeta.value(z, degrees / 2, 0.5) >= tail);
    return Math.sqrt(degrees * (1 - x) / x);
  }
}
