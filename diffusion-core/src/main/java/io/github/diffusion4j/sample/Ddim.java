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
public record Ddim(double eta, boolean clip) implements Sampler {
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
  public Tensor sample(
      Denoiser denoiser,
      double[] sigmas,
      Tensor start,
      NoiseStreams noise,
      SamplingObserver observer) {
    Denoiser estimate = clip ? new Clipping(denoiser) : denoiser;
    return SamplingLoop.run(
        sigmas,
        start,
        observer,
        (x, from, to) -> {
          Tensor denoised = estimate.denoise(x, from);
          double ratio = to / from;
          double share = eta * eta * (1 - ratio * ratio);
          Tensor mean = SamplingLoop.keepNoise(ratio * Math.sqrt(1 - share), x, denoised);
          return new SamplingLoop.Moved(
              SamplingLoop.addNoise(mean, to * Math.sqrt(share), noise), denoised);
        });
  }
}
