package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * {@code x W^T + b} on {@code [..., in]}.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}; null for none
 */
record Linear(Tensor weight, Tensor bias) {
  static Linear of(Parameters parameters, int in, int out) {
    return new Linear(
        parameters.glorot("weight", in, out, out, in), parameters.constant("bias", 0, out));
  }

  static Linear withoutBias(Parameters parameters, int in, int out) {
    return new Linear(parameters.glorot("weight", in, out, out, in), null);
  }

  Tensor forward(Tensor x) {
    return bias == null ? x.matMul(weight, false, true) : x.linear(weight, bias);
  }
}
