package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Moves the conditional estimate away from the unconditional one: {@code u + scale * (c - u)} (Ho
 * and Salimans 2022).
 *
 * <p>A scale of 1 means no guidance, and costs nothing: the unconditional denoiser is not asked.
 * The paper counts from there: its w is {@code scale - 1}.
 *
 * @param conditional knows what the pictures should show
 * @param unconditional does not
 * @param scale 0 or more; 1 is off
 */
public record ClassifierFreeGuidance(Denoiser conditional, Denoiser unconditional, double scale)
    implements Refinement {

  /** Checks the scale. */
  public ClassifierFreeGuidance {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "guidance scale is " + scale + "; it is 0 or more, and 1 is no guidance");
    }
  }

  @Override
  public Estimate estimate(Tensor x, double[] sigmas) {
    Estimate with = conditional.estimate(x, sigmas);
    if (scale == 1) {
      return with;
    }
    Tensor without = unconditional.denoise(x, sigmas);
    return with.map(pictures -> without.add(pictures.subtract(without).multiply(scale)));
  }
}
