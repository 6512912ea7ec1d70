package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * What a sampler is given.
 *
 * @param denoiser estimates the pictures
 * @param sigmas the noise levels to visit, finite and not negative; two or more
 * @param start the state at the first of them, {@code [N, C, H, W]}
 * @param noise where a stochastic sampler gets its noise
 */
public record SamplingTask(Denoiser denoiser, double[] sigmas, Tensor start, NoiseStreams noise) {
  /** Copies the levels. */
  public SamplingTask {
    sigmas = sigmas.clone();
  }

  /** Returns a copy of the levels. */
  @Override
  public double[] sigmas() {
    return sigmas.clone();
  }

  /** Returns a level; they count from 0. */
  public double sigma(int index) {
    return sigmas[index];
  }

  /** Returns how many steps there are: one less than levels. */
  public int steps() {
    return sigmas.length - 1;
  }

  void requireFalling() {
    boolean fits = sigmas.length >= 2 && sigmas[0] < Double.POSITIVE_INFINITY;
    for (int i = 1; fits && i < sigmas.length; i++) {
      fits = sigmas[i] >= 0 && sigmas[i] < sigmas[i - 1];
    }
    require(fits, "that strictly decrease to 0 or above");
  }

  void requireRising() {
    boolean fits = sigmas.length >= 2 && sigmas[0] > 0;
    for (int i = 1; fits && i < sigmas.length; i++) {
      fits = sigmas[i] < Double.POSITIVE_INFINITY && sigmas[i] > sigmas[i - 1];
    }
    require(fits, "that strictly increase from above 0");
  }

  /** Levels may go up as well, where new noise is to be added, but not stay. */
  void requireMoving() {
    boolean fits = sigmas.length >= 2;
    for (int i = 0; fits && i < sigmas.length; i++) {
      fits = sigmas[i] >= 0 && sigmas[i] < Double.POSITIVE_INFINITY;
      fits &= i == 0 || sigmas[i] != sigmas[i - 1];
    }
    require(fits, "of 0 or above, each different from the one before");
  }

  private void require(boolean fits, String allowed) {
    if (!fits) {
      throw new IllegalArgumentException(
          "the noise levels are "
              + Arrays.toString(sigmas)
              + "; give two or more finite numbers "
              + allowed);
    }
  }
}
