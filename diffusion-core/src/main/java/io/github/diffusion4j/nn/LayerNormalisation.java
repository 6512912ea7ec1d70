package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * Layer normalisation over the last dimension with its own scale and shift.
 *
 * @param scale {@code [C]}
 * @param shift {@code [C]}
 */
record LayerNormalisation(Tensor scale, Tensor shift) {
  private static final double EPSILON = 1e-5;

  static LayerNormalisation of(Parameters parameters, int channels) {
    return new LayerNormalisation(
        parameters.constant("scale", 1, channels), parameters.constant("shift", 0, channels));
  }

  Tensor forward(Tensor x) {
    return x.layerNorm(scale, shift, EPSILON);
  }
}
