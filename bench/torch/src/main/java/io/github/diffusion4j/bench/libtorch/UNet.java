package io.github.diffusion4j.bench.libtorch;

import io.github.diffusion4j.bench.UNetWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The network of {@code io.github.diffusion4j.nn.UNet}, layer by layer. */
final class UNet implements Model {
  /** A residual block with attention behind it, or not; null where there is a resampling. */
  private record Step(ResidualBlock block, Attention attention, Convolution resample) {}

  private final UNetWork work;
  private final int dimensions;
  private final Weights weights = new Weights();
  private final Tensor input;
  private final NoiseEmbedding embedding;
  private final Convolution first;
  private final List<Step> down = new ArrayList<>();
  private final List<Step> up = new ArrayList<>();
  private final ResidualBlock middleFirst;
  private final Attention middleAttention;
  private final ResidualBlock middleSecond;
  private final GroupNorm norm;
  private final Convolution last;

  UNet(UNetWork work) {
    this.work = work;
    dimensions = work.video() ? 3 : 2;
    input = torch.randn(Arrays.stream(work.shape()).asLongStream().toArray());
    embedding = new NoiseEmbedding(weights, work.base(), work.batch());
    first = Convolution.of(weights, dimensions, work.channels(), work.base(), 3);
    Deque<Integer> skips = new ArrayDeque<>(List.of(work.base()));
    int channels = addDown(skips);
    middleFirst = ResidualBlock.of(weights, work, channels, channels);
    middleAttention = Attention.of(weights, work, channels);
    middleSecond = ResidualBlock.of(weights, work, channels, channels);
    channels = addUp(skips, channels);
    norm = GroupNorm.of(weights, work.groupsOf(channels), channels);
    last = Convolution.zero(weights, dimensions, channels, work.channels(), 3);
  }

  private int addDown(Deque<Integer> skips) {
    int channels = work.base();
    int levels = work.multipliers().size();
    for (int level = 0; level < levels; level++) {
      int out = work.base() * work.multipliers().get(level);
      for (int i = 0; i < work.blocks(); i++) {
        down.add(step(channels, out, level));
        channels = out;
        skips.push(channels);
      }
      if (level < levels - 1) {
        down.add(new Step(null, null, Convolution.halving(weights, dimensions, channels)));
        skips.push(channels);
      }
    }
    return channels;
  }

  private int addUp(Deque<Integer> skips, int width) {
    int channels = width;
    for (int level = work.multipliers().size() - 1; level >= 0; level--) {
      int out = work.base() * work.multipliers().get(level);
      for (int i = 0; i <= work.blocks(); i++) {
        up.add(step(channels + skips.pop(), out, level));
        channels = out;
      }
      if (level > 0) {
        Convolution after = Convolution.of(weights, dimensions, channels, channels, 3);
        up.add(new Step(null, null, after));
      }
    }
    return channels;
  }

  private Step step(int in, int out, int level) {
    ResidualBlock block = ResidualBlock.of(weights, work, in, out);
    boolean attends = work.size() >> level == work.attention();
    return new Step(block, attends ? Attention.of(weights, work, out) : null, null);
  }

  @Override
  public List<Tensor> weights() {
    return weights.all();
  }

  @Override
  public Tensor input() {
    return input;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor embedded = embedding.forward();
    Tensor h = first.forward(x);
    Deque<Tensor> skips = new ArrayDeque<>(List.of(h));
    for (Step step : down) {
      h = step.block == null ? step.resample.forward(h) : run(step, h, embedded);
      skips.push(h);
    }
    h = middle(h, embedded);
    for (Step step : up) {
      Tensor before = h;
      if (step.block == null) {
        h = Local.block(() -> step.resample.forward(twice(before)));
      } else {
        Tensor skip = skips.pop();
        h = Local.block(() -> run(step, torch.cat(new TensorVector(before, skip), 1), embedded));
        skip.deallocate();
      }
      before.deallocate();
    }
    Tensor end = h;
    return Local.block(() -> last.forward(norm.forwardSilu(end)));
  }

  private static Tensor run(Step step, Tensor x, Tensor embedded) {
    if (step.attention == null) {
      return step.block.forward(x, embedded);
    }
    return Local.block(() -> step.attention.forward(step.block.forward(x, embedded)));
  }

  private Tensor middle(Tensor x, Tensor embedded) {
    return Local.block(
        () ->
            middleSecond.forward(
                middleAttention.forward(middleFirst.forward(x, embedded)), embedded));
  }

  private Tensor twice(Tensor x) {
    int height = (int) x.dim() - 2;
    return work.video()
        ? torch.upsample_nearest3d(x, x.size(2), 2 * x.size(height), 2 * x.size(height + 1))
        : torch.upsample_nearest2d(x, 2 * x.size(height), 2 * x.size(height + 1));
  }
}
