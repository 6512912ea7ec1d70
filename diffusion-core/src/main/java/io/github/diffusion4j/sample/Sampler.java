package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;

/** Goes from noise to pictures, level by level. Implementations are immutable. */
public sealed interface Sampler permits Heun, Euler, Ddim, Ancestral {
  /**
   * Samples a batch. Runs each step in an inference scope of its own; the result belongs to the
   * scope that was open at the call.
   *
   * @param denoiser estimates the pictures
   * @param sigmas two or more noise levels, strictly decreasing; the last may be 0
   * @param start the state at the first level, {@code [N, C, H, W]}: for pictures from nothing,
   *     noise of standard deviation {@code sigmas[0]} or a little more; it is not changed
   * @param noise where a stochastic sampler gets its noise
   * @param observer told of each step
   * @return the state at the last level, {@code [N, C, H, W]}
   * @throws IllegalArgumentException if the levels do not decrease
   */
  Tensor sample(
      Denoiser denoiser,
      double[] sigmas,
      Tensor start,
      NoiseStreams noise,
      SamplingObserver observer);
}
