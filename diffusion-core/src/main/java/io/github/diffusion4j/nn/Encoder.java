package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The way down of a U-Net and its middle; a classifier has nothing else. */
final class Encoder {
  private final UNetParts parts;
  private final Convolution input;
  private final List<Level> levels = new ArrayList<>();
  private final List<UNetParts.Block> middle;
  private final Deque<Integer> skipChannels = new ArrayDeque<>();
  private final int channels;

  /**
   * Blocks at one resolution.
   *
   * @param halve to the next; null at the last
   * @param pyramid brings what is left of the input to the channels here, before it is halved and
   *     added behind {@code halve}; null without a residual encoder
   */
  private record Level(List<UNetParts.Block> blocks, UNetParts.Step halve, Convolution pyramid) {}

  /**
   * What the way down leaves.
   *
   * @param last {@code [N, C, h, w]} after the middle
   * @param skips what the way up gets to see, the newest first
   */
  record Result(Tensor last, Deque<Tensor> skips) {}

  Encoder(Parameters parameters, UNetParts parts) {
    this.parts = parts;
    UNetSpec spec = parts.spec();
    int imageSize = parts.ports().imageSize();
    int inputChannels = parts.ports().channels() + parts.ports().pictureChannels();
    int width = spec.baseChannels();
    int pyramidChannels = inputChannels;
    input = Convolution.of(parameters.in("input"), inputChannels, width, parts.kernel(3));
    skipChannels.push(width);
    for (int level = 0; level < parts.levels(); level++) {
      Parameters names = parameters.in("down." + level);
      List<UNetParts.Block> blocks = new ArrayList<>();
      for (int i = 0; i < spec.blocks(); i++) {
        blocks.add(parts.block(names, i, imageSize >> level, true, width, parts.channels(level)));
        width = parts.channels(level);
        skipChannels.push(width);
      }
      UNetParts.Step halve = null;
      Convolution pyramid = null;
      if (level < parts.levels() - 1) {
        halve = parts.halving(names.in("halve"), width);
        skipChannels.push(width);
        if (parts.style().residualEncoder()) {
          pyramid = Convolution.of(names.in("pyramid"), pyramidChannels, width, parts.kernel(3));
          pyramidChannels = width;
        }
      }
      levels.add(new Level(blocks, halve, pyramid));
    }
    channels = width;
    middle = middle(parameters.in("middle"), width);
  }

  private List<UNetParts.Block> middle(Parameters names, int width) {
    ResidualBlock.Kind plain = ResidualBlock.Kind.PLAIN;
    return List.of(
        new UNetParts.Block(
            ResidualBlock.of(names.in("block.0"), parts, plain, width, width),
            SelfAttention.of(names.in("attention"), parts, width)),
        new UNetParts.Block(
            ResidualBlock.of(names.in("block.1"), parts, plain, width, width), null));
  }

  /** Returns the channels of what it leaves, the newest first; the caller may empty it. */
  Deque<Integer> skipChannels() {
    return new ArrayDeque<>(skipChannels);
  }

  /** Returns the channels after the middle. */
  int channels() {
    return channels;
  }

  /**
   * Runs it.
   *
   * @param x {@code [N, channels + pictureChannels, H, W]}
   * @param embedded {@code [N, embeddingWidth]}, after SiLU
   */
  Result forward(Tensor x, Tensor embedded, Pass pass) {
    Tensor h = input.forward(x);
    Tensor pyramid = x;
    Deque<Tensor> skips = new ArrayDeque<>(List.of(h));
    for (Level level : levels) {
      for (UNetParts.Block block : level.blocks) {
        h = block.forward(h, embedded, pass);
        skips.push(h);
      }
      if (level.halve != null) {
        h = level.halve.forward(h, embedded, pass);
        if (level.pyramid != null) {
          h = h.add(halved(level.pyramid, pyramid)).multiply(parts.style().residualScale());
          pyramid = h;
        }
        skips.push(h);
      }
    }
    for (UNetParts.Block block : middle) {
      h = block.forward(h, embedded, pass);
    }
    return new Result(h, skips);
  }

  private Tensor halved(Convolution convolution, Tensor pyramid) {
    return Resize.halving(parts.filtered()).apply(convolution.forward(pyramid));
  }
}
