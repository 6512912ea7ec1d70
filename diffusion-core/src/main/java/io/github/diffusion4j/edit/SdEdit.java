package io.github.diffusion4j.edit;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplingTask;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Draws a picture anew from the middle on (SDEdit, Meng et al. 2022): noise is put on it, {@code x
 * = x0 + sigma * noise}, and sampling goes on from there. What is coarser than the noise stays.
 *
 * @param strength which share of the steps is taken, above 0 to 1: of n steps the last {@code
 *     floor(n * strength)}. At 1 the start is as noisy as that of sampling from nothing
 */
public record SdEdit(double strength) {
  /** A share such as 0.29 of 100 steps is 29 of them, though its product is a little less. */
  private static final double ROUNDING = 1e-9;

  /** Checks the strength. */
  public SdEdit {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "strength is " + strength + "; it is above 0 (nothing changes) and up to 1");
    }
  }

  /**
   * Returns the levels that are left of a grid.
   *
   * @param sigmas the whole grid, decreasing
   * @throws IllegalArgumentException if no step is left
   */
  public double[] levels(double[] sigmas) {
    int steps = sigmas.length - 1;
    int left = Math.min((int) (steps * strength + ROUNDING), steps);
    if (left < 1) {
      throw new IllegalArgumentException(
          "strength "
              + strength
              + " leaves none of "
              + steps
              + " steps; raise it to "
              + Math.ceil(1e4 / steps) / 1e4
              + " at least, or take more steps");
    }
    return Arrays.copyOfRange(sigmas, steps - left, sigmas.length);
  }

  /**
   * Returns the pictures as sampling starts from them, with noise of the first level that is left.
   *
   * @param sigmas the whole grid, decreasing
   * @param pictures {@code [N, C, H, W]}, -1 to 1
   * @throws IllegalArgumentException if no step is left
   */
  public Tensor start(double[] sigmas, Tensor pictures, NoiseStreams noise) {
    Tensor added = noise.next(pictures.engine(), pictures.shape(), pictures.type());
    return pictures.add(added.multiply(levels(sigmas)[0]));
  }

  /**
   * Returns what a sampler is to do.
   *
   * @param sigmas the whole grid, decreasing
   * @param pictures {@code [N, C, H, W]}, -1 to 1
   * @param noise gives the start as well as what the sampler adds
   * @throws IllegalArgumentException if no step is left
   */
  public SamplingTask task(
      Denoiser denoiser, double[] sigmas, Tensor pictures, NoiseStreams noise) {
    return new SamplingTask(denoiser, levels(sigmas), start(sigmas, pictures, noise), noise);
  }
}
