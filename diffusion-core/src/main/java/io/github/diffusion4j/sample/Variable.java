package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/** Which of the two things that a denoiser says of a state is extrapolated to other levels. */
public enum Variable {
  /** The picture D, as in DPM-Solver++ (Lu et al. 2022b). */
  PICTURE {
    @Override
    Tensor of(Tensor x, Tensor denoised, double sigma) {
      return denoised;
    }
  },
  /** The noise {@code (x - D) / sigma}, as in DPM-Solver (Lu et al. 2022a). */
  NOISE {
    @Override
    Tensor of(Tensor x, Tensor denoised, double sigma) {
      return SamplingLoop.slope(x, denoised, sigma);
    }
  };

  /** Returns it for a state at a level above 0. */
  abstract Tensor of(Tensor x, Tensor denoised, double sigma);
}
