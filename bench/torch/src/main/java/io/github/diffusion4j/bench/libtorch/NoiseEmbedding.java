package io.github.diffusion4j.bench.libtorch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Sines and cosines of each picture's noise level, two linear layers, SiLU. */
final class NoiseEmbedding {
  private final Linear first;
  private final Linear second;
  private final Tensor noise;
  private final Tensor rates;

  NoiseEmbedding(Weights weights, int base, int batch) {
    first = Linear.of(weights, base, 4L * base);
    second = Linear.of(weights, 4L * base, 4L * base);
    noise = torch.zeros(batch, 1);
    double step = -Math.log(10_000) / Math.max(1, base / 2 - 1);
    rates = torch.arange(new Scalar(base / 2)).mul(new Scalar(step)).exp();
  }

  /** Returns {@code [batch, 4 * base]}. */
  Tensor forward() {
    return Local.block(
        () -> {
          Tensor waves = noise.mul(rates);
          Tensor both = torch.cat(new TensorVector(waves.sin(), waves.cos()), 1);
          return torch.silu(second.forward(torch.silu(first.forward(both))));
        });
  }
}
