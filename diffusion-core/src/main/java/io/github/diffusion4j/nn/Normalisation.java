package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Group normalisation with its own scale and shift.
 *
 * @param scale {@code [C]}
 * @param shift {@code [C]}
 */
record Normalisation(Tensor scale, Tensor shift, int groups, double epsilon) {
  private static final int MOST_GROUPS = 32;

  static Normalisation of(Parameters parameters, int channels, UNetStyle style) {
    return of(parameters, channels, style.groupChannels(), style.normEpsilon());
  }

  /** One whose groups have at least so many channels. */
  static Normalisation of(Parameters parameters, int channels, int least, double epsilon) {
    return new Normalisation(
        parameters.constant("scale", 1, channels),
        parameters.constant("shift", 0, channels),
        groups(channels, least),
        epsilon);
  }

  Tensor forward(Tensor x) {
    return x.groupNorm(groups, scale, shift, epsilon, false);
  }

  Tensor forwardSilu(Tensor x) {
    return x.groupNorm(groups, scale, shift, epsilon, true);
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
        groups, factor.multiply(scale), factor.multiply(shift).add(offset), epsilon, true);
  }

  /** As many as the least channels of a group allow, up to 32, that divide the channels. */
  private static int groups(int channels, int least) {
    int groups = Math.min(MOST_GROUPS, Math.max(1, channels / least));
    while (channels % groups != 0) {
      groups--;
    }
    return groups;
  }
}
