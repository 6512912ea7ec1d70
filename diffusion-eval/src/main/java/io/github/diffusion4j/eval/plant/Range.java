package io.github.diffusion4j.eval.plant;

import io.github.diffusion4j.tensor.RandomStream;

/** Numbers that one is drawn from, uniformly. */
record Range(double low, double high) {
  double draw(RandomStream random) {
    return low + (high - low) * random.nextDouble();
  }

  /** The range of numbers that far from a middle, on both sides. */
  static Range around(double middle, double distance) {
    return new Range(middle - distance, middle + distance);
  }
}
