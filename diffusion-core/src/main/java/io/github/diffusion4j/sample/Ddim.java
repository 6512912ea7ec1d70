package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Clipping;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;

/**
 * DDIM (Song et al. 2021): takes the noise out, puts a share of it back, and makes up for the rest
 * with new noise: {@code x' = D + sqrt(sigma'^2 - up^2) (x - D) / sigma + up z} with {@code up =
 * eta sigma' sqrt(1 - sigma'^2 / sigma^2)}.
 *
 * @param eta 0 is deterministic, 1 is ancestral sampling with the posterior variance
 * @param clip whether estimates are kept in -1 to 1, and the noise is derived from the clipped ones
 */
public record Ddim(double eta, boolean clip) implements SingleStep {
  /** Checks eta. */
  public Ddim {
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "eta is " + eta + "; it is 0 (deterministic) to 1 (ancestral)");
    }
  }

  /** Makes one that clips. */
  public Ddim(double eta) {
    this(eta, true);
  }

  @Override
  public Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Denoiser estimate = clip ? new Clipping(task.denoiser()) : task.denoiser();
    Tensor denoised = estimate.denoise(x, from);
    double ratio = to / from;
    double share = eta == 0 ? 0 : eta * eta * (1 - ratio * ratio);
    Tensor mean = SamplingLoop.keepNoise(ratio * Math.sqrt(1 - share), x, denoised);
    return new Stepper.Moved(
        SamplingLoop.addNoise(mean, to * Math.sqrt(share), task.noise()), denoised);
  }

  @Override
  public boolean reversible() {
    return eta == 0;
  }
}
