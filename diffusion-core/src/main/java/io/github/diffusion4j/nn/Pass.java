package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Tensor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** How a pass through a network differs from another: what is dropped, what of a block is kept. */
record Pass(Dropout dropout, UnaryOperator<Supplier<Tensor>> keeping) {
  static Pass sampling() {
    return new Pass(Dropout.off(), block -> block);
  }

  /**
   * Returns a pass in training.
   *
   * @param gradientCheckpointing whether only the results of blocks are kept
   */
  static Pass training(Engine engine, double dropout, long seed, boolean gradientCheckpointing) {
    return new Pass(
        Dropout.of(dropout, seed),
        gradientCheckpointing ? block -> () -> engine.checkpoint(block) : block -> block);
  }

  Tensor run(Supplier<Tensor> block) {
    return keeping.apply(block).get();
  }
}
