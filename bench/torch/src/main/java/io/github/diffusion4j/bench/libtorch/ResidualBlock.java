package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.UNetWork;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Norm, SiLU, convolution, norm scaled and shifted by the embedding, SiLU, convolution, sum.
 *
 * @param shortcut null where input and output have the same channels
 */
record ResidualBlock(
    GroupNorm norm,
    Convolution first,
    Linear embedding,
    GroupNorm adaptiveNorm,
    Convolution second,
    Convolution shortcut) {
  static ResidualBlock of(Weights weights, UNetWork work, int in, int out) {
    int dimensions = work.video() ? 3 : 2;
    return new ResidualBlock(
        GroupNorm.of(weights, work.groupsOf(in), in),
        Convolution.of(weights, dimensions, in, out, 3),
        Linear.of(weights, 4L * work.base(), 2L * out),
        GroupNorm.of(weights, work.groupsOf(out), out),
        Convolution.zero(weights, dimensions, out, out, 3),
        in == out ? null : Convolution.of(weights, dimensions, in, out, 1));
  }

  Tensor forward(Tensor x, Tensor embedded) {
    return Local.block(
        () -> {
          Tensor h = first.forward(norm.forwardSilu(x));
          Tensor affine = embedding.forward(embedded);
          long channels = affine.size(1) / 2;
          long[] perChannel = new long[(int) h.dim()];
          Arrays.fill(perChannel, 1);
          perChannel[0] = h.size(0);
          perChannel[1] = channels;
          Tensor scale = affine.narrow(1, 0, channels).reshape(perChannel).add(new Scalar(1.0));
          Tensor shift = affine.narrow(1, channels, channels).reshape(perChannel);
          h = torch.silu(torch.addcmul(shift, adaptiveNorm.forward(h), scale));
          return second.forward(h).add(shortcut == null ? x : shortcut.forward(x));
        });
  }
}
