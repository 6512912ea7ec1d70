package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Clipping;
import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;

/**
 * DDPM's sampler (Ho et al. 2020, algorithm 2): draws each state from the distribution it would
 * have if the estimate were the picture, {@code x' = D + (sigma' / sigma)^2 (x - D) + deviation *
 * z}. The last step, to level 0, adds no noise.
 *
 * @param variance how large the added noise is
 * @param clip whether estimates are kept in -1 to 1
 */
public record Ancestral(Variance variance, boolean clip) implements Sampler {

  /** The two choices of DDPM; both are right in the limit of many steps. */
  public enum Variance {
    /** The posterior's, beta-tilde: right if the data were one point. Better with few steps. */
    FIXED_SMALL,
    /** The forward process's, beta: right if the data were normal with variance 1. */
    FIXED_LARGE
  }

  /** Makes one that clips. */
  public Ancestral(Variance variance) {
    this(variance, true);
  }

  private double deviation(double from, double to) {
    if (to == 0) {
      return 0;
    }
    double removed = from * from - to * to;
    return Math.sqrt(
        switch (variance) {
          case FIXED_SMALL -> removed * to * to / (from * from);
          // beta = 1 - alphaBar / alphaBar' over alphaBar', written with alphaBar = 1 / (1 +
          // sigma^2)
          case FIXED_LARGE -> removed * (1 + to * to) / (1 + from * from);
        });
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
          Tensor mean = SamplingLoop.keepNoise(ratio * ratio, x, denoised);
          return new SamplingLoop.Moved(
              SamplingLoop.addNoise(mean, deviation(from, to), noise), denoised);
        });
  }
}
