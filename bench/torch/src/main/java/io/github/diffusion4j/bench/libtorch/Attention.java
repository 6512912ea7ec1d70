package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.UNetWork;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Multi-head self-attention over all places, and frames if there are any, added to its input. */
record Attention(GroupNorm norm, Convolution qkv, Convolution out, int headChannels) {
  static Attention of(Weights weights, UNetWork work, int channels) {
    int dimensions = work.video() ? 3 : 2;
    return new Attention(
        GroupNorm.of(weights, work.groupsOf(channels), channels),
        Convolution.of(weights, dimensions, channels, 3L * channels, 1),
        Convolution.zero(weights, dimensions, channels, channels, 1),
        Math.min(work.headChannels(), channels));
  }

  Tensor forward(Tensor x) {
    return Local.block(
        () -> {
          Tensor projected = qkv.forward(norm.forward(x));
          Tensor q = heads(projected, 0).mul(new Scalar(1 / Math.sqrt(headChannels)));
          Tensor scores = torch.bmm(q.transpose(1, 2), heads(projected, 1));
          Tensor weights = torch.softmax(scores, -1);
          Tensor mixed = torch.bmm(heads(projected, 2), weights.transpose(1, 2));
          return x.add(out.forward(mixed.reshape(x.sizes())));
        });
  }

  /** Returns queries, keys or values as {@code [N * heads, headChannels, places]}. */
  private Tensor heads(Tensor projected, int part) {
    long channels = projected.size(1) / 3;
    return projected
        .narrow(1, part * channels, channels)
        .reshape(projected.size(0) * channels / headChannels, headChannels, -1);
  }
}
