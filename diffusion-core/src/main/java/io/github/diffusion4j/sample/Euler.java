package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;

/**
 * Follows the probability-flow differential equation {@code dx/dsigma = (x - D(x; sigma)) / sigma}
 * by Euler's method: first order, one call of the denoiser a step.
 */
public record Euler() implements Sampler {
  @Override
  public Tensor sample(
      Denoiser denoiser,
      double[] sigmas,
      Tensor start,
      NoiseStreams noise,
      SamplingObserver observer) {
    return SamplingLoop.run(
        sigmas,
        start,
        observer,
        (x, from, to) -> {
          Tensor denoised = denoiser.denoise(x, from);
          return new SamplingLoop.Moved(SamplingLoop.keepNoise(to / from, x, denoised), denoised);
        });
  }
}
