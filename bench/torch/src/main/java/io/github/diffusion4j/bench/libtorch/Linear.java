package io.github.diffusion4j.bench.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** {@code x W^T + b} on {@code [..., in]}. */
record Linear(Tensor weight, TensorOptional bias) {
  static Linear of(Weights weights, long in, long out) {
    return new Linear(weights.gaussian(out, in), new TensorOptional(weights.zeros(out)));
  }

  Tensor forward(Tensor x) {
    return torch.linear(x, weight, bias);
  }
}
