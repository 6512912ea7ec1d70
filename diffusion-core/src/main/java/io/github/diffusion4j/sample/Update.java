package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.function.IntFunction;

/**
 * One linear step of a solver: {@code x' = state x + sum_j weights[j] m_j + noise z}, where {@code
 * m_j} is what the denoiser said of it in a {@link Variable} and z is standard normal.
 *
 * @param state what the state is multiplied by
 * @param noise the deviation of what is added; 0 asks for none
 * @param weights what is multiplied by each {@code m_j}
 */
record Update(double state, double noise, double... weights) {
  /** Makes one that adds no noise. */
  static Update of(double state, double... weights) {
    return new Update(state, 0, weights);
  }

  /** Returns it with noise of that deviation. */
  Update withNoise(double deviation) {
    return new Update(state, deviation, weights);
  }

  /** Returns the next state. */
  Tensor apply(Tensor x, IntFunction<Tensor> said, NoiseStreams source) {
    Tensor next = state == 1 ? x : x.multiply(state);
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        next = next.add(said.apply(j).multiply(weights[j]));
      }
    }
    return SamplingLoop.addNoise(next, noise, source);
  }
}
