package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A U-Net of the DDPM++ and ADM kind: residual blocks on the way down, a middle, residual blocks
 * that also see what the way down left, on the way up.
 *
 * <p>Pictures are {@code [N, C, H, W]} in and out. Thread-safe while its weights do not change.
 */
public final class UNet implements Network {
  private final Engine engine;
  private final UNetSpec spec;
  private final Parameters parameters;
  private final int imageChannels;
  private final Embeddings embeddings;
  private final Convolution input;
  private final List<Level> down = new ArrayList<>();
  private final Level middle;
  private final List<Level> up = new ArrayList<>();
  private final Normalisation outputNorm;
  private final Convolution output;

  /** Blocks at one resolution; resample is null at the last level of a way. */
  private record Level(
      List<ResidualBlock> blocks, List<SelfAttention> attention, Convolution resample) {}

  /**
   * Makes a network with fresh weights.
   *
   * @param imageSize height and width of the pictures it is for: decides where attention goes
   * @param imageChannels channels of the pictures
   * @param classes how many there are; 0 for a network without classes
   * @throws IllegalArgumentException if the image size cannot be halved once a level
   */
  public UNet(
      Engine engine,
      UNetSpec spec,
      int imageSize,
      int imageChannels,
      int classes,
      DataType type,
      long seed) {
    if (imageSize < 1 || imageSize % spec.sizeMultiple() != 0) {
      throw new IllegalArgumentException(
          "image size "
              + imageSize
              + " cannot be halved "
              + (spec.multipliers().size() - 1)
              + " times; use a multiple of "
              + spec.sizeMultiple()
              + ", or fewer levels in network.multipliers "
              + spec.multipliers());
    }
    this.engine = engine;
    this.spec = spec;
    this.imageChannels = imageChannels;
    parameters = new Parameters(engine, type, seed);
    int base = spec.baseChannels();
    embeddings = Embeddings.of(parameters.in("embeddings"), base, classes);
    input = Convolution.of(parameters.in("input"), imageChannels, base, 3, 1);

    Deque<Integer> skips = new ArrayDeque<>(List.of(base));
    int levels = spec.multipliers().size();
    int channels = base;
    for (int level = 0; level < levels; level++) {
      Parameters names = parameters.in("down." + level);
      int resolution = imageSize >> level;
      int out = base * spec.multipliers().get(level);
      List<ResidualBlock> blocks = new ArrayList<>();
      List<SelfAttention> attention = new ArrayList<>();
      for (int i = 0; i < spec.blocks(); i++) {
        blocks.add(block(names.in("block." + i), channels, out));
        attention.add(attentionAt(names.in("attention." + i), resolution, out));
        channels = out;
        skips.push(channels);
      }
      Convolution halve = null;
      if (level < levels - 1) {
        halve = Convolution.of(names.in("halve"), channels, channels, 3, 2);
        skips.push(channels);
      }
      down.add(new Level(blocks, attention, halve));
    }
    Parameters names = parameters.in("middle");
    middle =
        new Level(
            List.of(
                block(names.in("block.0"), channels, channels),
                block(names.in("block.1"), channels, channels)),
            List.of(SelfAttention.of(names.in("attention"), channels, spec.headChannels())),
            null);
    for (int level = levels - 1; level >= 0; level--) {
      names = parameters.in("up." + level);
      int resolution = imageSize >> level;
      int out = base * spec.multipliers().get(level);
      List<ResidualBlock> blocks = new ArrayList<>();
      List<SelfAttention> attention = new ArrayList<>();
      for (int i = 0; i <= spec.blocks(); i++) {
        blocks.add(block(names.in("block." + i), channels + skips.pop(), out));
        attention.add(attentionAt(names.in("attention." + i), resolution, out));
        channels = out;
      }
      Convolution twice =
          level == 0 ? null : Convolution.of(names.in("double"), channels, channels, 3, 1);
      up.add(new Level(blocks, attention, twice));
    }
    outputNorm = Normalisation.of(parameters.in("output.norm"), channels);
    output = Convolution.zero(parameters.in("output"), channels, imageChannels, 3);
  }

  private ResidualBlock block(Parameters names, int in, int out) {
    return ResidualBlock.of(names, in, out, 4 * spec.baseChannels());
  }

  private SelfAttention attentionAt(Parameters names, int resolution, int channels) {
    return spec.attentionResolutions().contains(resolution)
        ? SelfAttention.of(names, channels, spec.headChannels())
        : null;
  }

  /** Returns its weights. */
  public Parameters parameters() {
    return parameters;
  }

  /** Returns the network as it runs in training: with dropout, decided by the seed. */
  public Network training(long seed) {
    return (x, noise, conditioning) ->
        forward(x, noise, conditioning, Dropout.of(spec.dropout(), seed));
  }

  @Override
  public Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning) {
    return forward(x, noiseConditions, conditioning, Dropout.off());
  }

  private Tensor forward(Tensor x, double[] noise, Conditioning conditioning, Dropout dropout) {
    checkInput(x);
    Tensor embedded = embeddings.forward(engine, x.type(), noise, conditioning);
    Tensor h = input.forward(x);
    Deque<Tensor> skips = new ArrayDeque<>(List.of(h));
    for (Level level : down) {
      for (int i = 0; i < level.blocks.size(); i++) {
        h = step(level, i, h, embedded, dropout);
        skips.push(h);
      }
      if (level.resample != null) {
        h = level.resample.forward(h);
        skips.push(h);
      }
    }
    h = step(middle, 0, h, embedded, dropout);
    h = middle.blocks.get(1).forward(h, embedded, dropout);
    for (Level level : up) {
      for (int i = 0; i < level.blocks.size(); i++) {
        h = step(level, i, Tensor.concat(1, h, skips.pop()), embedded, dropout);
      }
      if (level.resample != null) {
        h = level.resample.forward(h.upsampleNearest());
      }
    }
    return output.forward(outputNorm.forwardSilu(h));
  }

  private static Tensor step(Level level, int i, Tensor x, Tensor embedded, Dropout dropout) {
    Tensor h = level.blocks.get(i).forward(x, embedded, dropout);
    SelfAttention attention = level.attention.get(i);
    return attention == null ? h : attention.forward(h);
  }

  private void checkInput(Tensor x) {
    boolean fits =
        x.shape().rank() == 4
            && x.shape().dim(1) == imageChannels
            && x.shape().dim(2) % spec.sizeMultiple() == 0
            && x.shape().dim(3) % spec.sizeMultiple() == 0;
    if (!fits) {
      throw new ShapeException(
          "uNet: "
              + x.shape()
              + " does not fit; expected [N, "
              + imageChannels
              + ", H, W] with H and W multiples of "
              + spec.sizeMultiple());
    }
  }
}
