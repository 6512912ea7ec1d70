package io.github.diffusion4j.noise;

import java.util.Arrays;

/**
 * The noise levels that a sampler visits: decreasing sigmas that end in 0, so {@code n} steps are
 * {@code n + 1} numbers.
 */
public final class SigmaGrid {
  private SigmaGrid() {}

  /**
   * Returns the levels above one, and that one as the last.
   *
   * @param level 0 or more
   * @param sigmas decreasing, ending in 0
   * @throws IllegalArgumentException if no level is above it
   */
  public static double[] endingAt(double level, double[] sigmas) {
    double[] above = Arrays.stream(sigmas).filter(sigma -> sigma > level).toArray();
    if (above.length == 0 || level < 0) {
      throw new IllegalArgumentException(
          "the levels are to end at "
              + level
              + ", but begin at "
              + sigmas[0]
              + "; choose one from 0 to below that");
    }
    double[] ending = Arrays.copyOf(above, above.length + 1);
    ending[above.length] = level;
    return ending;
  }

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
    checkRange(count, minimum, maximum);
    checkRho(rho);
    double first = Math.pow(maximum, 1 / rho);
    double last = Math.pow(minimum, 1 / rho);
    double[] sigmas = new double[count + 1];
    for (int i = 1; i < count; i++) {
      sigmas[i] = Math.pow(first + (double) i / (count - 1) * (last - first), rho);
    }
    sigmas[0] = maximum;
    return sigmas;
  }

  /**
   * Returns {@code count} levels evenly spaced in {@code ln sigma}, and so in the logarithm of the
   * signal-to-noise ratio, then 0: the exponential grid, DPM-Solver's {@code logSNR}, and the steps
   * that EDM's table 1 gives for the variance-exploding process.
   *
   * @throws IllegalArgumentException if a number is out of its range, see {@link #karras}
   */
  public static double[] exponential(int count, double minimum, double maximum) {
    return polyexponential(count, minimum, maximum, 1);
  }

  /**
   * Returns {@code count} levels {@code minimum (maximum / minimum)^(r^rho)} with {@code r} going
   * evenly from 1 to 0, then 0.
   *
   * @param rho above 0; 1 gives {@link #exponential}, more gives more levels at little noise
   * @throws IllegalArgumentException if a number is out of its range, see {@link #karras}
   */
  public static double[] polyexponential(int count, double minimum, double maximum, double rho) {
    checkRange(count, minimum, maximum);
    checkRho(rho);
    double logRatio = Math.log(maximum / minimum);
    double[] sigmas = new double[count + 1];
    for (int i = 1; i < count; i++) {
      sigmas[i] = minimum * Math.exp(logRatio * Math.pow(1 - (double) i / (count - 1), rho));
    }
    sigmas[0] = maximum;
    return sigmas;
  }

  /**
   * Returns the levels of a process at {@code count} times that go evenly from 1 to its first time,
   * then 0: the steps of Song et al. (2021), and those that EDM's table 1 gives for the
   * variance-preserving process.
   *
   * @throws IllegalArgumentException if count is below 1
   */
  public static double[] evenTimes(ContinuousProcess process, int count) {
    return ofTimes(process, count, 1);
  }

  /**
   * Returns the levels of a process at {@code count} times whose square roots go evenly from 1 to
   * that of its first time, then 0: DPM-Solver's {@code time_quadratic}.
   *
   * @throws IllegalArgumentException if count is below 1
   */
  public static double[] quadraticTimes(ContinuousProcess process, int count) {
    return ofTimes(process, count, 2);
  }

  private static double[] ofTimes(ContinuousProcess process, int count, int power) {
    checkCount(count);
    double last = Math.pow(process.firstTime(), 1.0 / power);
    double[] sigmas = new double[count + 1];
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      sigmas[i] = process.sigma(Math.pow(1 + share * (last - 1), power));
    }
    return sigmas;
  }

  /**
   * Returns {@code count} levels out of those that a schedule has from minimum to maximum, evenly
   * spaced among them, then 0. With the cosine schedule of 1000 steps, 0.002 and 81 these are the
   * steps that EDM's table 1 gives for iDDPM: its {@code u_j} is sigma at step {@code 999 - j}.
   *
   * @throws IllegalArgumentException if the range holds fewer levels
   */
  public static double[] among(NoiseSchedule schedule, int count, double minimum, double maximum) {
    checkRange(count, minimum, maximum);
    double[] held =
        Arrays.stream(schedule.sigmas())
            .filter(sigma -> sigma >= minimum && sigma <= maximum)
            .toArray();
    if (held.length < count) {
      throw new IllegalArgumentException(
          "cannot take "
              + count
              + " levels: the schedule has "
              + held.length
              + " from "
              + minimum
              + " to "
              + maximum
              + "; take fewer, or widen the range");
    }
    double[] sigmas = new double[count + 1];
    for (int i = 0; i < count; i++) {
      double stride = count == 1 ? 0 : (held.length - 1.0) / (count - 1);
      sigmas[i] = held[held.length - 1 - (int) Math.rint(i * stride)];
    }
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

  /** Returns the levels of {@link Respacing#linspace}, from the noisiest to 0. */
  public static double[] linspace(NoiseSchedule schedule, int count) {
    return of(schedule, Respacing.linspace(schedule.steps(), count));
  }

  /** Returns the levels of {@link Respacing#quadratic}, from the noisiest to 0. */
  public static double[] quadratic(NoiseSchedule schedule, int count) {
    return of(schedule, Respacing.quadratic(schedule.steps(), count));
  }

  /**
   * Returns the levels at {@code count} places that go evenly from the last step to the first, both
   * included, then 0; between two steps sigma is interpolated linearly. The rule of k-diffusion for
   * discrete models.
   *
   * @throws IllegalArgumentException if count is below 1
   */
  public static double[] interpolated(NoiseSchedule schedule, int count) {
    checkCount(count);
    int last = schedule.steps() - 1;
    double[] sigmas = new double[count + 1];
    for (int i = 0; i < count; i++) {
      double place = count == 1 ? last : last - i * ((double) last / (count - 1));
      sigmas[i] = at(schedule, Math.max(0, place));
    }
    return sigmas;
  }

  /**
   * Returns sigma at a place between two steps of a schedule, interpolated linearly.
   *
   * @param place 0 to T - 1
   * @throws IllegalArgumentException if it is outside the schedule
   */
  public static double at(NoiseSchedule schedule, double place) {
    int below = (int) Math.floor(place);
    double share = place - below;
    double sigma = schedule.sigma(below);
    return share == 0 ? sigma : sigma + share * (schedule.sigma(below + 1) - sigma);
  }

  /**
   * Returns the levels of some steps of a schedule, from the noisiest to 0.
   *
   * @param steps in increasing order
   * @throws IllegalArgumentException if they do not increase, or one does not exist
   */
  public static double[] of(NoiseSchedule schedule, int... steps) {
    double[] sigmas = new double[steps.length + 1];
    for (int i = 0; i < steps.length; i++) {
      sigmas[steps.length - 1 - i] = schedule.sigma(steps[i]);
    }
    return given(sigmas);
  }

  /**
   * Returns a grid of levels that somebody chose, with a 0 put at its end if it has none.
   *
   * @throws IllegalArgumentException if there are none, or they are negative, not finite or do not
   *     decrease
   */
  public static double[] given(double... sigmas) {
    if (sigmas.length == 0 || sigmas[0] == 0) {
      throw new IllegalArgumentException("a grid of no levels; give one or more above 0");
    }
    for (int i = 0; i < sigmas.length; i++) {
      if (!(sigmas[i] >= 0 && sigmas[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "level " + i + " is " + sigmas[i] + "; each is a finite number and not negative");
      }
      if (i > 0 && sigmas[i] >= sigmas[i - 1]) {
        throw new IllegalArgumentException(
            "level "
                + i
                + " is "
                + sigmas[i]
                + " and follows "
                + sigmas[i - 1]
                + "; give them from the noisiest to the least, each once");
      }
    }
    int count = sigmas[sigmas.length - 1] == 0 ? sigmas.length : sigmas.length + 1;
    return Arrays.copyOf(sigmas, count);
  }

  private static void checkCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a grid of " + count + " levels; it takes 1 or more");
    }
  }

  private static void checkRange(int count, double minimum, double maximum) {
    checkCount(count);
    if (!(minimum > 0 && minimum < maximum && maximum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "sigma goes from "
              + maximum
              + " down to "
              + minimum
              + "; it goes from a finite number down to a smaller one above 0");
    }
  }

  private static void checkRho(double rho) {
    if (!(rho > 0 && rho < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("rho is " + rho + "; it is above 0, and 7 as a rule");
    }
  }
}
