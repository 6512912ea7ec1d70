package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;

/**
 * {@code x W^T + b} on {@code [..., in]}.
 *
 * @param weight {@code [out, in]}
 * @param bias {@code [out]}
 */
record Linear(Tensor weight, Tensor bias) {
  static Linear of(Parameters parameters, int in, int out) {
    return new Linear(
        parameters.glorot("weight", in, out, out, in), parameters.constant("bias", 0, out));
  }

  Tensor forward(Tensor x) {
    return x.linear(weight, bias);
  }
}
