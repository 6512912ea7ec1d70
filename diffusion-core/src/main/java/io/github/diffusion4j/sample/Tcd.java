package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Strategic stochastic sampling of trajectory consistency models (Zheng et al. 2024): goes down to
 * a level below the next without noise, then up to it with new noise. One call of the denoiser a
 * step.
 *
 * @param gamma how far below: the step there is {@code floor((1 - gamma) t')}; 0 is DDIM, 1 goes to
 *     the first step of all
 * @param process whose steps count; without steps, the level is {@code (1 - gamma) sigma'}
 */
public record Tcd(double gamma, NoiseProcess process) implements SingleStep {
  /** Checks gamma. */
  public Tcd {
    if (!(gamma >= 0 && gamma <= 1)) {
      throw new IllegalArgumentException(
          "gamma (eta) is " + gamma + "; it is 0 (deterministic) to 1, and 0.3 as a rule");
    }
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    double down = Math.min(below(to), to);
    Tensor kept = SamplingLoop.keepNoise(down / from, x, denoised);
    double up = Math.sqrt(to * to - down * down);
    return new Stepper.Moved(SamplingLoop.addNoise(kept, up, task.noise()), denoised);
  }

  private double below(double sigma) {
    if (gamma == 0 || sigma == 0) {
      return sigma;
    }
    return process instanceof NoiseSchedule schedule
        ? schedule.sigma((int) Math.floor((1 - gamma) * schedule.stepAt(sigma)))
        : (1 - gamma) * sigma;
  }

  @Override
  public boolean reversible() {
    return gamma == 0;
  }
}
