package io.github.diffusion4j.bench.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Group normalisation with its own scale and shift. */
record GroupNorm(int groups, TensorOptional scale, TensorOptional shift) {
  static GroupNorm of(Weights weights, int groups, int channels) {
    return new GroupNorm(
        groups,
        new TensorOptional(weights.ones(channels)),
        new TensorOptional(weights.zeros(channels)));
  }

  Tensor forward(Tensor x) {
    return torch.group_norm(x, groups, scale, shift, 1e-5, false);
  }

  Tensor forwardSilu(Tensor x) {
    return torch.silu(forward(x));
  }
}
