package io.github.diffusion4j.noise;

/**
 * The noise levels that a sampler visits: decreasing sigmas that end in 0, so {@code n} steps are
 * {@code n + 1} numbers.
 */
public final class SigmaGrid {
  private SigmaGrid() {}

  /**
   * Returns {@code count} levels evenly spaced in {@code sigma^(1/rho)}, then 0 (Karras et al.
   * 2022, equation 5). A single level is the maximum.
   *
   * @param count 1 or more
   * @param minimum the last level before 0; above 0 and not above the maximum
   * @param maximum the first level
   * @param rho above 0; 7 in the paper; the larger, the more levels at little noise
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static double[] karras(int count, double minimum, double maximum, double rho) {
    if (count < 1) {
      throw new IllegalArgumentException("a grid of " + count + " levels; it takes 1 or more");
    }
    if (!(minimum > 0 && minimum < maximum && maximum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigma goes from "
              + maximum
              + " down to "
              + minimum
              + "; it goes from a finite number down to a smaller one above 0");
    }
    if (!(rho > 0 && rho < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rho is " + rho + "; it is above 0, and 7 as a rule");
    }
    double first = Math.pow(maximum, 1 / rho);
    double last = Math.pow(minimum, 1 / rho);
    double[] sigmas = new double[count + 1];
    for (int i = 1; i < count; i++) {
      sigmas[i] = Math.pow(first + (double) i / (count - 1) * (last - first), rho);
    }
    sigmas[0] = maximum;
    return sigmas;
  }

  /** Returns the levels of {@link Respacing#leading}, from the noisiest to 0. */
  public static double[] leading(NoiseSchedule schedule, int count) {
    return of(schedule, Respacing.leading(schedule.steps(), count));
  }

  /** Returns the levels of {@link Respacing#trailing}, from the noisiest to 0. */
  public static double[] trailing(NoiseSchedule schedule, int count) {
    return of(schedule, Respacing.trailing(schedule.steps(), count));
  }

  /** Returns the levels of {@link Respacing#sections}, from the noisiest to 0. */
  public static double[] sections(NoiseSchedule schedule, int... counts) {
    return of(schedule, Respacing.sections(schedule.steps(), counts));
  }

  /**
   * Returns the levels of some steps of a schedule, from the noisiest to 0.
   *
   * @param steps in increasing order
   */
  public static double[] of(NoiseSchedule schedule, int... steps) {
    double[] sigmas = new double[steps.length + 1];
    for (int i = 0; i < steps.length; i++) {
      sigmas[steps.length - 1 - i] = schedule.sigma(steps[i]);
    }
    return sigmas;
  }
}
