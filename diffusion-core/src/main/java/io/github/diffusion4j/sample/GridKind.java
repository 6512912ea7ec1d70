package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.ContinuousProcess;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import java.util.Locale;

/** How the noise levels that a sampler visits are spread. */
public enum GridKind {
  /** What suits the sampler and the model. */
  AUTO,
  /** {@link SigmaGrid#karras}, over the range of the model's process. */
  KARRAS,
  /** {@link SigmaGrid#exponential}: even in the logarithm of the signal-to-noise ratio. */
  EXPONENTIAL,
  /** {@link SigmaGrid#polyexponential}. */
  POLYEXPONENTIAL,
  /** {@link SigmaGrid#leading}; schedules only. */
  LEADING,
  /** {@link SigmaGrid#trailing}; schedules only. */
  TRAILING,
  /** {@link SigmaGrid#linspace}; schedules only. */
  LINSPACE,
  /** {@link SigmaGrid#sections}, all steps being one; schedules only. */
  SECTIONS,
  /** {@link SigmaGrid#quadratic}; schedules only. */
  QUADRATIC,
  /** {@link SigmaGrid#interpolated}; schedules only. */
  INTERPOLATED,
  /** {@link SigmaGrid#evenTimes}; processes in continuous time only. */
  EVEN_TIMES,
  /** {@link SigmaGrid#quadraticTimes}; processes in continuous time only. */
  QUADRATIC_TIMES;

  private static final double KARRAS_RHO = 7;
  private static final double POLYEXPONENTIAL_RHO = 2;

  /**
   * Returns the levels for that many steps: as many, and 0.
   *
   * @throws IllegalArgumentException if it does not suit the process
   */
  double[] levels(NoiseProcess process, int steps) {
    double least = process.sigmaMin();
    double most = process.sigmaMax();
    return switch (this) {
      case AUTO, KARRAS -> SigmaGrid.karras(steps, least, most, KARRAS_RHO);
      case EXPONENTIAL -> SigmaGrid.exponential(steps, least, most);
      case POLYEXPONENTIAL -> SigmaGrid.polyexponential(steps, least, most, POLYEXPONENTIAL_RHO);
      case EVEN_TIMES -> SigmaGrid.evenTimes(continuous(process), steps);
      case QUADRATIC_TIMES -> SigmaGrid.quadraticTimes(continuous(process), steps);
      default -> ofSchedule(process, steps);
    };
  }

  private double[] ofSchedule(NoiseProcess process, int steps) {
    if (!(process instanceof NoiseSchedule schedule)) {
      throw unsuited("the model's noise process has no steps", "karras");
    }
    boolean startsBelow = this == LEADING || this == QUADRATIC;
    if (startsBelow && schedule.endsWithoutSignal()) {
      throw unsuited(
          "zero-terminal-snr has taught the model to begin at the last step, which it leaves out",
          "trailing");
    }
    return switch (this) {
      case LEADING -> SigmaGrid.leading(schedule, steps);
      case LINSPACE -> SigmaGrid.linspace(schedule, steps);
      case QUADRATIC -> SigmaGrid.quadratic(schedule, steps);
      case INTERPOLATED -> SigmaGrid.interpolated(schedule, steps);
      // One evenly spaced step would be the least noisy one: no way to start.
      case SECTIONS ->
          steps == 1 ? SigmaGrid.trailing(schedule, 1) : SigmaGrid.sections(schedule, steps);
      default -> SigmaGrid.trailing(schedule, steps);
    };
  }

  private ContinuousProcess continuous(NoiseProcess process) {
    if (process instanceof ContinuousProcess continuous) {
      return continuous;
    }
    throw unsuited("the model's noise process is not one in continuous time", "karras");
  }

  private IllegalArgumentException unsuited(String why, String instead) {
    String label = name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new IllegalArgumentException(
        "grid is " + label + ", but " + why + "; choose auto or " + instead);
  }
}
