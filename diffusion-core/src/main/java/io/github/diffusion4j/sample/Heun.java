package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;

/**
 * EDM's sampler (Karras et al. 2022, algorithm 2): each step may first add noise (churn), then
 * follows the probability-flow differential equation by Heun's method. Second order; two calls of
 * the denoiser a step, one at the last.
 *
 * @param churn S_churn: how much noise is added over the whole run; 0 makes it deterministic
 * @param churnMin S_tmin: noise is added from this level
 * @param churnMax S_tmax: up to this one; may be infinite
 * @param noiseScale S_noise: what the added noise's deviation is multiplied by; 1, or a little more
 *     against the loss of detail
 */
public record Heun(double churn, double churnMin, double churnMax, double noiseScale)
    implements Sampler {
  private static final double LARGEST_GAMMA = Math.sqrt(2) - 1;

  /** Checks the numbers. */
  public Heun {
    if (!(churn >= 0 && churn < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "churn is " + churn + "; it is 0 (deterministic) or more, such as 40");
    }
    if (!(churnMin >= 0 && churnMin <= churnMax)) {
      throw new IllegalArgumentException(
          "churn acts from sigma "
              + churnMin
              + " to "
              + churnMax
              + "; the first is 0 or more and not above the second");
    }
    if (!(noiseScale >= 0 && noiseScale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "noise scale is " + noiseScale + "; it is 0 or more, about 1");
    }
  }

  /** Makes the deterministic one. */
  public Heun() {
    this(0);
  }

  /** Makes one that churns at all levels, with unscaled noise. */
  public Heun(double churn) {
    this(churn, 0, Double.POSITIVE_INFINITY, 1);
  }

  /** Returns gamma: by which share a run of so many steps raises the level before the step. */
  double gamma(double sigma, int steps) {
    boolean inside = sigma >= churnMin && sigma <= churnMax;
    return inside ? Math.min(churn / steps, LARGEST_GAMMA) : 0;
  }

  @Override
  public boolean reversible() {
    return churn == 0;
  }

  @Override
  public Stepper start(SamplingTask task) {
    return (x, index) -> {
      double from = task.sigma(index);
      double raised = from * (1 + gamma(from, task.steps()));
      double deviation = noiseScale * Math.sqrt(raised * raised - from * from);
      Tensor noisy = SamplingLoop.addNoise(x, deviation, task.noise());
      return step(task.denoiser(), noisy, raised, task.sigma(index + 1));
    };
  }

  private static Stepper.Moved step(Denoiser denoiser, Tensor x, double from, double to) {
    Tensor denoised = denoiser.denoise(x, from);
    Tensor euler = SamplingLoop.keepNoise(to / from, x, denoised);
    if (to == 0) {
      return new Stepper.Moved(euler, denoised);
    }
    // The Euler step already moved by the first slope: half of it stays, half becomes the second.
    Tensor slope = SamplingLoop.slope(x, denoised, from);
    Tensor second = SamplingLoop.slope(euler, denoiser.denoise(euler, to), to);
    return new Stepper.Moved(euler.add(second.subtract(slope).multiply((to - from) / 2)), denoised);
  }
}
