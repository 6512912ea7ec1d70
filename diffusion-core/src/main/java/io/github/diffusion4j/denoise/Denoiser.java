package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Estimates the pictures behind noisy ones: {@code E[x0 | x]} where {@code x = x0 + sigma * noise}.
 */
@FunctionalInterface
public interface Denoiser {
  /**
   * Estimates the pictures.
   *
   * @param x noisy pictures, {@code [N, C, H, W]}
   * @param sigmas the noise level of each of the N pictures, above 0
   * @return the estimates, {@code [N, C, H, W]}
   */
  Tensor denoise(Tensor x, double[] sigmas);

  /**
   * Estimates the pictures and whatever else is known of them. A denoiser that changes what another
   * one says passes the rest on.
   */
  default Estimate estimate(Tensor x, double[] sigmas) {
    return Estimate.of(denoise(x, sigmas));
  }

  /** Estimates pictures that are all equally noisy. */
  default Tensor denoise(Tensor x, double sigma) {
    return denoise(x, same(x, sigma));
  }

  /** Estimates pictures that are all equally noisy, and whatever else is known of them. */
  default Estimate estimate(Tensor x, double sigma) {
    return estimate(x, same(x, sigma));
  }

  private static double[] same(Tensor x, double sigma) {
    double[] sigmas = new double[x.shape().dim(0)];
    Arrays.fill(sigmas, sigma);
    return sigmas;
  }
}
