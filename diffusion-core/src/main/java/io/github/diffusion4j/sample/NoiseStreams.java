package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;

/** Where samplers get standard normal noise. Successive calls give new noise; not thread-safe. */
@FunctionalInterface
public interface NoiseStreams {
  /**
   * Draws the next noise.
   *
   * @param shape {@code [N, C, H, W]}
   */
  Tensor next(Engine engine, Shape shape, DataType type);

  /**
   * Returns one stream per picture, so that picture k of a seed gets the same noise whatever batch
   * it is drawn in.
   *
   * @param firstIndex which picture of the seed the first of the batch is, from 0
   * @param count how many pictures the batch has; each noise drawn must have that N
   * @throws IllegalArgumentException if the first index is negative or the count not above 0
   */
  static NoiseStreams of(long seed, int firstIndex, int count) {
    return new PictureStreams(seed, firstIndex, count);
  }

  /** Returns a source without noise, for what must not ask for any. */
  static NoiseStreams none() {
    return (engine, shape, type) -> {
      throw new IllegalStateException("a sampler that adds no noise asked for some");
    };
  }
}
