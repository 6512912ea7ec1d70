package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of pre-norm transformer blocks (Vaswani et al. 2017, with the norms of Xiong et al. 2020)
 * and a last norm. It knows no positions: who needs them adds them to the input. Thread-safe while
 * its weights do not change.
 */
public final class Transformer {
  private final Engine engine;
  private final TransformerSpec spec;
  private final Parameters parameters;
  private final List<TransformerBlock> blocks = new ArrayList<>();
  private final LayerNormalisation last;

  /** Makes one with fresh weights. */
  public Transformer(Engine engine, TransformerSpec spec, DataType type, long seed) {
    this.engine = engine;
    this.spec = spec;
    parameters = new Parameters(engine, type, seed);
    for (int i = 0; i < spec.layers(); i++) {
      blocks.add(TransformerBlock.of(parameters.in("block." + i), spec));
    }
    last = LayerNormalisation.of(parameters.in("norm"), spec.width());
  }

  /** Returns its weights. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Runs it.
   *
   * @param x {@code [N, L, width]}, any length L
   * @param gradientCheckpointing whether each block's inner results are computed again for the
   *     gradients instead of being kept
   * @return the same shape
   * @throws ShapeException if x has another width
   */
  public Tensor forward(Tensor x, boolean gradientCheckpointing) {
    if (x.shape().rank() != 3 || x.shape().dim(2) != spec.width()) {
      throw new ShapeException(
          "transformer: %s does not fit; expected [N, L, %d]".formatted(x.shape(), spec.width()));
    }
    Tensor h = x;
    for (TransformerBlock block : blocks) {
      Tensor input = h;
      h =
          gradientCheckpointing
              ? engine.checkpoint(() -> block.forward(input))
              : block.forward(input);
    }
    return last.forward(h);
  }
}
