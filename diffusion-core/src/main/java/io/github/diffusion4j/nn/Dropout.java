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

  Tensor apply(Tensor x) {
    return rate == 0 ? x : x.dropout(rate, seeds.nextLong());
  }
}
