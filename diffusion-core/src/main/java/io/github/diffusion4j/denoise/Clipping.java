package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Keeps estimates in the range that pictures have, -1 to 1.
 *
 * <p>A noise-predicting network at high noise multiplies its error by sigma; without clipping, a
 * few early steps can leave the range for good. Samplers derive the noise from the clipped
 * estimate.
 *
 * @param denoiser whose estimates are clipped
 */
public record Clipping(Denoiser denoiser) implements Refinement {
  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    return denoiser.estimate(x, sigmas).map(pictures -> pictures.clamp(-1, 1));
  }
}
