package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;

/** A denoiser that changes what others say of the pictures, and passes on the rest. */
interface Refinement extends Denoiser {
  @Override
  Estimate estimate(Tensor x, double[] sigmas);

  @Override
  default Tensor denoise(Tensor x, double[] sigmas) {
    return estimate(x, sigmas).pictures();
  }
}
