package io.github.diffusion4j.noise;

/** What the processes with a linear {@code beta(t)} share: beta, its integral, and the inverse. */
final class LinearBeta {
  private LinearBeta() {}

  static void check(double betaMin, double betaMax, double firstTime) {
    if (!(betaMin > 0 && betaMin < betaMax && betaMax < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "beta goes from "
              + betaMin
              + " to "
              + betaMax
              + "; it goes from a number above 0 to a larger one, such as 0.1 to 20");
    }
    if (!(firstTime > 0 && firstTime < 1)) {
      throw new IllegalArgumentException(
          "firstTime is " + firstTime + "; it lies between 0 and 1, such as 0.001");
    }
  }

  static double at(double betaMin, double betaMax, double t) {
    return betaMin + t * (betaMax - betaMin);
  }

  /** Returns the integral of beta from 0 to t. */
  static double integral(double betaMin, double betaMax, double t) {
    return t * (betaMin + t * (betaMax - betaMin) / 2);
  }

  /** Returns the time at which the integral of beta has a value. */
  static double time(double betaMin, double betaMax, double integral) {
    double slope = betaMax - betaMin;
    // The root written without the difference of near numbers that small times would give.
    return 2 * integral / (betaMin + Math.sqrt(betaMin * betaMin + 2 * slope * integral));
  }
}
