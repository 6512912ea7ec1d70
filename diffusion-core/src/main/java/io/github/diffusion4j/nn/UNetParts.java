package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes the parts of a U-Net, the same way for both of its halves. */
record UNetParts(UNetSpec spec, UNetPorts ports) {

  /** Throws if the image size cannot be halved once a level. */
  UNetParts {
    spec.requireSize(ports.imageSize());
  }

  /** A residual block, and the attention behind it or null. */
  record Block(ResidualBlock residual, SelfAttention attention) implements Step {
    @Override
    public Tensor forward(Tensor x, Tensor embedded, Pass pass) {
      return forward(List.of(x), embedded, pass);
    }

    /** Runs it on inputs side by side, which are only put together where they are needed. */
    Tensor forward(List<Tensor> inputs, Tensor embedded, Pass pass) {
      Dropout.Layer dropout = pass.dropout().layer();
      return pass.run(
          () -> {
            Tensor x =
                inputs.size() == 1
                    ? inputs.get(0)
                    : Tensor.concat(1, inputs.toArray(Tensor[]::new));
            Tensor h = residual.forward(x, embedded, dropout);
            return attention == null ? h : attention.forward(h);
          });
    }
  }

  /** Part of the way through a network. */
  interface Step {
    Tensor forward(Tensor x, Tensor embedded, Pass pass);
  }

  UNetStyle style() {
    return spec.style();
  }

  Convolution.Kernel kernel(int length) {
    return new Convolution.Kernel(ports.places(), length);
  }

  int levels() {
    return spec.multipliers().size();
  }

  int channels(int level) {
    return spec.baseChannels() * spec.multipliers().get(level);
  }

  /** Returns the heads of attention over that many channels. */
  int heads(int channels) {
    int heads = spec.headsOf(channels);
    if (heads == 0) {
      throw new IllegalArgumentException(
          spec.headChoice()
              + "; it must divide the "
              + channels
              + " channels where there is attention");
    }
    return heads;
  }

  /** Makes block i of a level, with attention if it is wanted and the resolution has it. */
  Block block(Parameters level, int i, int resolution, boolean attention, int in, int out) {
    return new Block(
        ResidualBlock.of(level.in("block." + i), this, ResidualBlock.Kind.PLAIN, in, out),
        attention && spec.attentionResolutions().contains(resolution)
            ? SelfAttention.of(level.in("attention." + i), this, out)
            : null);
  }

  /** Makes the step to the next lower resolution. */
  Step halving(Parameters parameters, int channels) {
    if (style().resampling() == UNetStyle.Resampling.CONVOLUTION) {
      Convolution halve = Convolution.halving(parameters, channels, kernel(3));
      return (x, embedded, pass) -> halve.forward(x);
    }
    return resampling(parameters, Resize.halving(filtered()), channels);
  }

  /** Makes the step to the next higher resolution. */
  Step doubling(Parameters parameters, int channels) {
    if (style().resampling() == UNetStyle.Resampling.CONVOLUTION) {
      Convolution convolution = Convolution.of(parameters, channels, channels, kernel(3));
      return (x, embedded, pass) -> convolution.forward(x.upsampleNearest());
    }
    return resampling(parameters, Resize.doubling(filtered()), channels);
  }

  private Step resampling(Parameters parameters, UnaryOperator<Tensor> resize, int channels) {
    boolean projected = style().resampling() != UNetStyle.Resampling.BLOCK;
    ResidualBlock.Kind kind = new ResidualBlock.Kind(resize, projected);
    return new Block(ResidualBlock.of(parameters, this, kind, channels, channels), null);
  }

  boolean filtered() {
    return style().resampling() == UNetStyle.Resampling.FILTERED_BLOCK;
  }
}
