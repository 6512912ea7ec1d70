package io.github.diffusion4j.noise;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * The preconditioning of DDPM (Ho et al. 2020): the network predicts the noise of a discrete
 * schedule's step, and all steps are trained alike.
 *
 * <p>The network is told the step's index; between two steps it is interpolated, so samplers with
 * free noise levels work too. The weight {@code 1 / sigma^2} turns the picture's error into the
 * noise's: DDPM's simple loss.
 *
 * @param schedule the noise levels of its steps
 */
public record EpsilonPreconditioning(NoiseSchedule schedule) implements Preconditioning {
  // The range of EDM's samplers: levels beyond it cost steps and change nothing one can see.
  private static final double LEAST = 0.002;
  private static final double LARGEST = 80;

  @Override
  public double skip(double sigma) {
    return 1;
  }

  @Override
  public double output(double sigma) {
    return -sigma;
  }

  @Override
  public double input(double sigma) {
    return 1 / Math.sqrt(sigma * sigma + 1);
  }

  @Override
  public double noiseCondition(double sigma) {
    return schedule.stepAt(sigma);
  }

  @Override
  public double weight(double sigma) {
    return 1 / (sigma * sigma);
  }

  @Override
  public double drawSigma(RandomStream stream) {
    return schedule.sigma(stream.nextInt(schedule.steps()));
  }

  /** Returns 0.002, or the schedule's first level if that is larger. */
  @Override
  public double sigmaMin() {
    return Math.max(LEAST, schedule.sigma(0));
  }

  /** Returns 80, or the schedule's last level if that is smaller. */
  @Override
  public double sigmaMax() {
    return Math.min(LARGEST, schedule.sigma(schedule.steps() - 1));
  }

  /** Returns {@code sqrt(1 + sigma^2)}: the schedule ends in noise of variance 1, scaled back. */
  @Override
  public double startDeviation(double sigma) {
    return Math.sqrt(1 + sigma * sigma);
  }
}
