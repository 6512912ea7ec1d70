package io.github.diffusion4j.noise;

/** Checks of numbers that several processes have. */
final class Levels {
  private Levels() {}

  static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " is " + value + "; it is a number above 0");
    }
  }

  static void requireRange(double sigmaMin, double sigmaMax) {
    requirePositive("sigmaMin", sigmaMin);
    requirePositive("sigmaMax", sigmaMax);
    if (sigmaMin >= sigmaMax) {
      throw new IllegalArgumentException(
          "sigmaMin is " + sigmaMin + " and sigmaMax " + sigmaMax + "; make sigmaMax the larger");
    }
  }
}
