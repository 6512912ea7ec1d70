package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * A network F that maps pictures to pictures, told how noisy they are and what they should show. It
 * knows nothing of diffusion.
 */
@FunctionalInterface
public interface Network {
  /**
   * Runs the network.
   *
   * @param x {@code [N, C, H, W]}, already scaled to about unit variance
   * @param noiseConditions one number per picture that says how noisy it is, in whatever unit the
   *     network was trained with
   * @param conditioning what each of the N pictures should show
   * @return {@code [N, C, H, W]}, the shape of {@code x}; or with other channels, such as twice as
   *     many where a variance is learned
   */
  Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning);
}
