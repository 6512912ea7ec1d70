package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Tensor;

/** Drops elements while training; each layer of a pass gets a seed of its own. Not thread-safe. */
final class Dropout {
  private final double rate;
  private final RandomStream seeds;

  private Dropout(double rate, RandomStream seeds) {
    this.rate = rate;
    this.seeds = seeds;
  }

  static Dropout off() {
    return new Dropout(0, null);
  }

  static Dropout of(double rate, long seed) {
    return rate == 0 ? off() : new Dropout(rate, RandomStream.of(seed, "dropout", 0));
  }

  /** Returns the dropout of the next layer, the same however often it is applied. */
  Layer layer() {
    return new Layer(rate, rate == 0 ? 0 : seeds.nextLong());
  }

  /** Of one layer in one pass. */
  record Layer(double rate, long seed) {
    Tensor apply(Tensor x) {
      return x.dropout(rate, seed);
    }
  }
}
