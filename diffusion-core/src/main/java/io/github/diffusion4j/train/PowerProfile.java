package io.github.diffusion4j.train;

/**
 * A moving average whose memory grows with training: the weights at time {@code tau} count as
 * {@code tau^gamma} does (Karras et al. 2024, "Analyzing and improving the training dynamics of
 * diffusion models", section 3.1).
 *
 * @param gamma the exponent; 0 or more
 */
public record PowerProfile(double gamma) {
  /** At exponent 0 all weights so far count alike; no profile is wider. */
  private static final double WIDEST = Math.sqrt(1.0 / 12);

  /** Checks the exponent. */
  public PowerProfile {
    if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("gamma is " + gamma + "; it is 0 or more");
    }
  }

  /**
   * Returns the profile of a relative width: the largest root of {@code gamma^3 + 7 gamma^2 + (16 -
   * 1 / w^2) gamma + 12 - 1 / w^2}.
   *
   * @param relativeWidth standard deviation of the time over which it averages, as a share of the
   *     training so far; above 0 and at most 0.2887. The paper stores 0.05 and 0.10
   * @throws IllegalArgumentException if there is none of that width
   */
  public static PowerProfile ofWidth(double relativeWidth) {
    if (!(relativeWidth > 0 && relativeWidth <= WIDEST)) {
      throw new IllegalArgumentException(
          "the relative width of the average is "
              + relativeWidth
              + "; it is above 0 and at most 0.2887, such as 0.05");
    }
    double s = 1 / (relativeWidth * relativeWidth);
    // Newton's method from above the largest root, where the cubic is convex, comes down to it.
    double gamma = 1 / relativeWidth;
    for (int i = 0; i < 100; i++) {
      double value = ((gamma + 7) * gamma + 16 - s) * gamma + 12 - s;
      gamma -= value / ((3 * gamma + 14) * gamma + 16 - s);
    }
    return new PowerProfile(Math.max(0, gamma));
  }

  /** Returns its standard deviation in time as a share of the training so far. */
  public double relativeWidth() {
    return Math.sqrt((gamma + 1) / ((gamma + 2) * (gamma + 2) * (gamma + 3)));
  }

  /**
   * Returns what the average so far is multiplied by at an update: {@code (1 - batch /
   * images)^(gamma + 1)}; 0 at the first.
   *
   * @param images seen until after the update
   * @param batch images of the update
   */
  public double decay(double images, double batch) {
    return Math.pow(1 - batch / images, gamma + 1);
  }

  /** The inner product over time of two profiles at the ends of two times. */
  static double product(PowerProfile a, double timeA, PowerProfile b, double timeB) {
    if (timeA > timeB) {
      return product(b, timeB, a, timeA);
    }
    return (a.gamma + 1)
        * (b.gamma + 1)
        / (a.gamma + b.gamma + 1)
        * Math.pow(timeA / timeB, b.gamma)
        / timeB;
  }
}
