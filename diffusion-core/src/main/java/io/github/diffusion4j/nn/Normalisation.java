package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Group normalisation with its own scale and shift.
 *
 * @param scale {@code [C]}
 * @param shift {@code [C]}
 */
record Normalisation(Tensor scale, Tensor shift) {
  private static final double EPSILON = 1e-5;

  static Normalisation of(Parameters parameters, int channels) {
    return new Normalisation(
        parameters.constant("scale", 1, channels), parameters.constant("shift", 0, channels));
  }

  Tensor forward(Tensor x) {
    return x.groupNorm(groups(x), scale, shift, EPSILON, false);
  }

  Tensor forwardSilu(Tensor x) {
    return x.groupNorm(groups(x), scale, shift, EPSILON, true);
  }

  /**
   * Normalises, then scales and shifts a second time as each picture asks, then SiLU. The two
   * scalings are one to the engine: {@code (h * scale + shift) * factor + offset}.
   *
   * @param factor {@code [N, C]}
   * @param offset {@code [N, C]}
   */
  Tensor forwardSilu(Tensor x, Tensor factor, Tensor offset) {
    return x.groupNorm(
        groups(x), factor.multiply(scale), factor.multiply(shift).add(offset), EPSILON, true);
  }

  /** Four channels a group, at most 32 groups, as in EDM's networks. */
  private static int groups(Tensor x) {
    int channels = x.shape().dim(1);
    int groups = Math.min(32, Math.max(1, channels / 4));
    while (channels % groups != 0) {
      groups--;
    }
    return groups;
  }
}
