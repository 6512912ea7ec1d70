package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A small ResNet (He et al. 2016b, with norms before convolutions) that makes a row of numbers of a
 * picture of any size. Norms are over groups of channels, so that what it says of a picture does
 * not depend on the batch; branches begin as zero.
 *
 * <p>Thread-safe while its weights do not change.
 */
public final class ResidualNetwork {
  private static final int GROUP_CHANNELS = 8;
  private static final double EPSILON = 1e-5;
  private static final Convolution.Kernel THREE = new Convolution.Kernel(2, 3);
  private static final Convolution.Kernel FIVE = new Convolution.Kernel(2, 5);
  private static final Convolution.Kernel ONE = new Convolution.Kernel(2, 1);

  private final ResidualNetworkSpec spec;
  private final UnaryOperator<Tensor> pooling;
  private final Parameters parameters;
  private final Convolution input;
  private final List<Block> blocks = new ArrayList<>();
  private final Normalisation norm;
  private final Linear output;

  /**
   * Norm, SiLU, convolution, twice.
   *
   * @param shortcut brings the input to the output's size; null where it is left alone
   */
  private record Block(
      Normalisation firstNorm,
      Convolution first,
      Normalisation secondNorm,
      Convolution second,
      Convolution shortcut) {

    static Block of(Parameters parameters, int in, int out, boolean halves) {
      Parameters first = parameters.in("first");
      Parameters shortcut = parameters.in("shortcut");
      return new Block(
          norm(parameters.in("first-norm"), in),
          halves
              ? Convolution.halving(first, in, out, THREE)
              : Convolution.of(first, in, out, THREE),
          norm(parameters.in("second-norm"), out),
          Convolution.zero(parameters.in("second"), out, out, THREE),
          halves ? Convolution.halving(shortcut, in, out, ONE) : null);
    }

    Tensor forward(Tensor x) {
      Tensor activated = firstNorm.forwardSilu(x);
      Tensor branch = second.forward(secondNorm.forwardSilu(first.forward(activated)));
      return branch.add(shortcut == null ? x : shortcut.forward(activated));
    }
  }

  /**
   * Makes one with fresh weights.
   *
   * @param pooling makes {@code [N, C]} of activations {@code [N, C, H, W]}, without weights
   */
  public ResidualNetwork(
      Engine engine,
      ResidualNetworkSpec spec,
      UnaryOperator<Tensor> pooling,
      DataType type,
      long seed) {
    this(new Parameters(engine, type, seed), spec, pooling);
  }

  private ResidualNetwork(
      Parameters parameters, ResidualNetworkSpec spec, UnaryOperator<Tensor> pooling) {
    this.spec = spec;
    this.pooling = pooling;
    this.parameters = parameters;
    int width = spec.widths().get(0);
    input = Convolution.halving(parameters.in("input"), spec.channels(), width, FIVE);
    for (int stage = 0; stage < spec.widths().size(); stage++) {
      for (int i = 0; i < spec.blocks(); i++) {
        Parameters names = parameters.in("stage." + stage + "." + i);
        blocks.add(Block.of(names, width, spec.widths().get(stage), stage > 0 && i == 0));
        width = spec.widths().get(stage);
      }
    }
    norm = norm(parameters.in("output.norm"), width);
    output = Linear.of(parameters.in("output"), width, spec.outputs());
  }

  private static Normalisation norm(Parameters parameters, int channels) {
    return Normalisation.of(parameters, channels, GROUP_CHANNELS, EPSILON);
  }

  /** Returns how many numbers the weights of such a network hold, without making any. */
  public static long parameterCount(ResidualNetworkSpec spec) {
    return new ResidualNetwork(Parameters.shapesOnly(), spec, x -> x).parameters.count();
  }

  /** Returns its shape. */
  public ResidualNetworkSpec spec() {
    return spec;
  }

  /** Returns its weights. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Runs it.
   *
   * @param x {@code [N, channels, H, W]}, about -1 to 1
   * @return {@code [N, outputs]}
   * @throws ShapeException if the input has another rank or number of channels
   */
  public Tensor forward(Tensor x) {
    if (x.shape().rank() != 4 || x.shape().dim(1) != spec.channels()) {
      throw new ShapeException(
          "residual network: %s does not fit; expected [N, %d, H, W]"
              .formatted(x.shape(), spec.channels()));
    }
    Tensor h = input.forward(x);
    for (Block block : blocks) {
      h = block.forward(h);
    }
    return output.forward(pooling.apply(norm.forwardSilu(h)));
  }
}
