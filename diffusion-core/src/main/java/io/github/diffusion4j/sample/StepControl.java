package io.github.diffusion4j.sample;

/**
 * Chooses the size of steps from the errors of the last three by proportional, integral and
 * derivative terms (Soederlind 2003), for one picture.
 */
final class StepControl {
  // One error of the tolerated size asks for a factor of 1; the factor is kept between 0.2 and 2.6.
  private static final double TINY = 1e-8;
  private static final double LEAST_ACCEPTED = 0.81;

  private final double[] exponents;
  private final double[] inverses;
  private double size;

  /**
   * Makes one.
   *
   * @param size of the first step
   * @param order of the error: what a step's error grows with
   */
  StepControl(double size, int order, double proportional, double integral, double derivative) {
    this.size = size;
    exponents =
        new double[] {
          (proportional + integral + derivative) / order,
          -(proportional + 2 * derivative) / order,
          derivative / order
        };
    inverses = new double[3];
  }

  /** Returns how long the next step should be. */
  double size() {
    return size;
  }

  /**
   * Takes a step's error into account.
   *
   * @param error in units of what is tolerated
   * @return whether the step counts; if not, it is to be taken again
   */
  boolean accepts(double error) {
    double inverse = 1 / (TINY + error);
    if (inverses[1] == 0) {
      inverses[1] = inverse;
      inverses[2] = inverse;
    }
    inverses[0] = inverse;
    double product = 1;
    for (int i = 0; i < inverses.length; i++) {
      product *= Math.pow(inverses[i], exponents[i]);
    }
    double factor = 1 + Math.atan(product - 1);
    size *= factor;
    boolean accepted = factor >= LEAST_ACCEPTED;
    if (accepted) {
      inverses[2] = inverses[1];
      inverses[1] = inverses[0];
    }
    return accepted;
  }
}
