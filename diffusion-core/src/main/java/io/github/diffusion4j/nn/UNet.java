package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A U-Net of the DDPM++ and ADM kind: residual blocks on the way down, a middle, residual blocks
 * that also see what the way down left, on the way up.
 *
 * <p>Pictures are {@code [N, C, H, W]} in and out, clips {@code [N, C, L, H, W]}; of those all
 * frames are kept at every level, kernels reach into the neighbouring ones, and attention is over
 * space and time together (RaMViD, Höppe et al. 2022). Thread-safe while its weights do not change.
 */
public final class UNet implements Network {
  private final Engine engine;
  private final UNetSpec spec;
  private final Parameters parameters;
  private final int imageChannels;
  private final int places;
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
   * Makes a network for pictures, with fresh weights.
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
    this(engine, spec, imageSize, imageChannels, classes, type, seed, 2);
  }

  /** Makes a network for clips of any number of frames; the numbers are as for pictures. */
  public static UNet ofClips(
      Engine engine,
      UNetSpec spec,
      int imageSize,
      int imageChannels,
      int classes,
      DataType type,
      long seed) {
    return new UNet(engine, spec, imageSize, imageChannels, classes, type, seed, 3);
  }

  private UNet(
      Engine engine,
      UNetSpec spec,
      int imageSize,
      int imageChannels,
      int classes,
      DataType type,
      long seed,
      int places) {
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
    this.places = places;
    Convolution.Kernel three = new Convolution.Kernel(places, 3);
    parameters = new Parameters(engine, type, seed);
    int base = spec.baseChannels();
    embeddings = Embeddings.of(parameters.in("embeddings"), base, classes);
    input = Convolution.of(parameters.in("input"), imageChannels, base, three);

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
        halve = Convolution.halving(names.in("halve"), channels, three);
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
            Arrays.asList(
                SelfAttention.of(names.in("attention"), channels, spec.headChannels(), places),
                null),
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
          level == 0 ? null : Convolution.of(names.in("double"), channels, channels, three);
      up.add(new Level(blocks, attention, twice));
    }
    outputNorm = Normalisation.of(parameters.in("output.norm"), channels);
    output = Convolution.zero(parameters.in("output"), channels, imageChannels, three);
  }

  private ResidualBlock block(Parameters names, int in, int out) {
    return ResidualBlock.of(names, in, out, 4 * spec.baseChannels(), places);
  }

  private SelfAttention attentionAt(Parameters names, int resolution, int channels) {
    return spec.attentionResolutions().contains(resolution)
        ? SelfAttention.of(names, channels, spec.headChannels(), places)
        : null;
  }

  /** Returns its weights. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Returns the network as it runs in training: with dropout, decided by the seed.
   *
   * @param gradientCheckpointing whether each block's inner results are computed again for the
   *     gradients instead of being kept: less memory, more time, the same numbers up to rounding
   */
  public Network training(long seed, boolean gradientCheckpointing) {
    UnaryOperator<Supplier<Tensor>> keeping =
        gradientCheckpointing ? block -> () -> engine.checkpoint(block) : block -> block;
    return (x, noise, conditioning) ->
        forward(x, noise, conditioning, new Mode(Dropout.of(spec.dropout(), seed), keeping));
  }

  /** How a pass differs from another: what is dropped, and what of a block is kept. */
  private record Mode(Dropout dropout, UnaryOperator<Supplier<Tensor>> keeping) {
    static Mode sampling() {
      return new Mode(Dropout.off(), block -> block);
    }

    Tensor run(Supplier<Tensor> block) {
      return keeping.apply(block).get();
    }
  }

  @Override
  public Tensor forward(Tensor x, double[] noiseConditions, Conditioning conditioning) {
    return forward(x, noiseConditions, conditioning, Mode.sampling());
  }

  private Tensor forward(Tensor x, double[] noise, Conditioning conditioning, Mode mode) {
    checkInput(x);
    Tensor embedded = embeddings.forward(engine, x.type(), noise, conditioning);
    Tensor h = input.forward(x);
    Deque<Tensor> skips = new ArrayDeque<>(List.of(h));
    for (Level level : down) {
      for (int i = 0; i < level.blocks.size(); i++) {
        h = step(level, i, List.of(h), embedded, mode);
        skips.push(h);
      }
      if (level.resample != null) {
        h = level.resample.forward(h);
        skips.push(h);
      }
    }
    h = step(middle, 0, List.of(h), embedded, mode);
    h = step(middle, 1, List.of(h), embedded, mode);
    for (Level level : up) {
      for (int i = 0; i < level.blocks.size(); i++) {
        h = step(level, i, List.of(h, skips.pop()), embedded, mode);
      }
      if (level.resample != null) {
        h = level.resample.forward(h.upsampleNearest());
      }
    }
    return output.forward(outputNorm.forwardSilu(h));
  }

  /** Runs one block, and the attention behind it, on inputs side by side. */
  private static Tensor step(Level level, int i, List<Tensor> inputs, Tensor embedded, Mode mode) {
    ResidualBlock block = level.blocks.get(i);
    SelfAttention attention = level.attention.get(i);
    Dropout.Layer dropout = mode.dropout.layer();
    return mode.run(
        () -> {
          Tensor x =
              inputs.size() == 1 ? inputs.get(0) : Tensor.concat(1, inputs.toArray(Tensor[]::new));
          Tensor h = block.forward(x, embedded, dropout);
          return attention == null ? h : attention.forward(h);
        });
  }

  private void checkInput(Tensor x) {
    boolean fits =
        x.shape().rank() == places + 2
            && x.shape().dim(1) == imageChannels
            && x.shape().dim(-2) % spec.sizeMultiple() == 0
            && x.shape().dim(-1) % spec.sizeMultiple() == 0;
    if (!fits) {
      throw new ShapeException(
          "uNet: "
              + x.shape()
              + " does not fit; expected [N, "
              + imageChannels
              + (places == 3 ? ", L" : "")
              + ", H, W] with H and W multiples of "
              + spec.sizeMultiple());
    }
  }
}
