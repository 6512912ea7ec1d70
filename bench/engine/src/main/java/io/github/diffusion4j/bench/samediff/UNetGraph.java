package io.github.diffusion4j.bench.samediff;

import io.github.diffusion4j.bench.UNetWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;

/** Builds the network of {@code io.github.diffusion4j.nn.UNet} for pictures, layer by layer. */
final class UNetGraph {
  /** A variable and its shape, which the graph does not know while it is built. */
  private record Picture(SDVariable variable, int channels, int size) {}

  private final Graph graph;
  private final UNetWork work;
  private final SDVariable embedded;

  private UNetGraph(Graph graph, UNetWork work) {
    this.graph = graph;
    this.work = work;
    int base = work.base();
    SDVariable waves = graph.waves(work.batch(), base);
    SDVariable hidden = graph.silu(graph.linear(waves, base, 4 * base));
    embedded = graph.silu(graph.linear(hidden, 4 * base, 4 * base));
  }

  /** Adds input, network and output. */
  static void build(Graph graph, UNetWork work) {
    new UNetGraph(graph, work).build();
  }

  private void build() {
    int levels = work.multipliers().size();
    SDVariable x = graph.input(work.batch(), work.channels(), work.size(), work.size());
    Picture h = convolution(new Picture(x, work.channels(), work.size()), work.base(), 3, 1);
    Deque<Picture> skips = new ArrayDeque<>(List.of(h));
    for (int level = 0; level < levels; level++) {
      for (int i = 0; i < work.blocks(); i++) {
        h = step(h, level);
        skips.push(h);
      }
      if (level < levels - 1) {
        h = convolution(h, h.channels, 3, 2);
        skips.push(h);
      }
    }
    h = residual(attention(residual(h, h.channels)), h.channels);
    for (int level = levels - 1; level >= 0; level--) {
      for (int i = 0; i <= work.blocks(); i++) {
        Picture skip = skips.pop();
        SDVariable both = graph.join(h.variable, skip.variable);
        h = step(new Picture(both, h.channels + skip.channels, h.size), level);
      }
      if (level > 0) {
        Picture large = new Picture(graph.twice(h.variable), h.channels, 2 * h.size);
        h = convolution(large, h.channels, 3, 1);
      }
    }
    SDVariable normal = graph.silu(norm(h));
    graph.output(graph.zeroConvolution(normal, h.channels, work.channels(), 3));
  }

  private Picture step(Picture x, int level) {
    Picture h = residual(x, work.base() * work.multipliers().get(level));
    return h.size == work.attention() ? attention(h) : h;
  }

  private Picture convolution(Picture x, int out, int kernel, int stride) {
    SDVariable result = graph.convolution(x.variable, x.channels, out, kernel, stride);
    return new Picture(result, out, x.size / stride);
  }

  private SDVariable norm(Picture x) {
    return graph.groupNorm(x.variable, work.groupsOf(x.channels), shape(x));
  }

  private long[] shape(Picture x) {
    return new long[] {work.batch(), x.channels, x.size, x.size};
  }

  private Picture residual(Picture x, int out) {
    Picture h = convolution(new Picture(graph.silu(norm(x)), x.channels, x.size), out, 3, 1);
    SDVariable[] affine = graph.split(graph.linear(embedded, 4 * work.base(), 2 * out), 2);
    long[] perChannel = {work.batch(), out, 1, 1};
    SDVariable scale = affine[0].reshape(perChannel).add(1);
    SDVariable adapted = norm(h).mul(scale).add(affine[1].reshape(perChannel));
    SDVariable result = graph.zeroConvolution(graph.silu(adapted), out, out, 3);
    SDVariable shortcut = x.channels == out ? x.variable : convolution(x, out, 1, 1).variable;
    return new Picture(result.add(shortcut), out, x.size);
  }

  private Picture attention(Picture x) {
    int head = Math.min(work.headChannels(), x.channels);
    SDVariable projected = graph.convolution(norm(x), x.channels, 3 * x.channels, 1, 1);
    SDVariable[] parts = graph.split(projected, 3);
    long[] heads = {(long) work.batch() * x.channels / head, head, (long) x.size * x.size};
    SDVariable q = parts[0].reshape(heads).mul(1 / Math.sqrt(head));
    SDVariable weights = graph.softmax(graph.product(q, parts[1].reshape(heads), true, false));
    SDVariable mixed =
        graph.product(parts[2].reshape(heads), weights, false, true).reshape(shape(x));
    SDVariable out = graph.zeroConvolution(mixed, x.channels, x.channels, 1);
    return new Picture(x.variable.add(out), x.channels, x.size);
  }
}
