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
    return new PictureStreams(seed, firstIndex, count, 1);
  }

  /**
   * Returns one stream per particle, where each picture is chosen of several: those of the first
   * picture, then those of the second, and so on. The first particle of a picture gets the noise
   * that the picture would get without others.
   *
   * @param firstIndex which picture of the seed the first is, from 0
   * @param count how many pictures; each noise drawn must have N {@code count * particles}
   * @throws IllegalArgumentException if the first index is negative or a count not above 0
   */
  static NoiseStreams ofParticles(long seed, int firstIndex, int count, int particles) {
    return new PictureStreams(seed, firstIndex, count, particles);
  }

  /** Returns a source without noise, for what must not ask for any. */
  static NoiseStreams none() {
    return (engine, shape, type) -> {
      throw new IllegalStateException("a sampler that adds no noise asked for some");
    };
  }
}
