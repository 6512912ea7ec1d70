package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.tensor.Tensor;

/**
 * The denoiser of normal pixels around 0: {@code D(x; sigma) = s^2 x / (s^2 + sigma^2)} with their
 * deviation s of 1/2. It costs nothing, so that samplers can be tried out on it.
 *
 * @param learned whether it says of the variance that it lies half-way
 */
record PixelDenoiser(boolean learned) implements Denoiser {
  private static final double VARIANCE = 0.25;

  @Override
  public Tensor denoise(Tensor x, double[] sigmas) {
    return x.multiply(VARIANCE / (VARIANCE + sigmas[0] * sigmas[0]));
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    return new Estimate(denoise(x, sigmas), learned ? x.affine(0, 0.5) : null);
  }
}
