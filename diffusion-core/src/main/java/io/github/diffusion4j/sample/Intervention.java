package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/** Changes the state between two steps of any sampler: what is known is put back, for example. */
@FunctionalInterface
public interface Intervention {
  /**
   * Called after a step was computed.
   *
   * @param step the step that was taken, with the estimate that led to it
   * @param next the state it came to, {@code [N, C, H, W]}
   * @param sigma the noise level of that state, 0 after the last step as a rule
   * @return the state to go on from, of the same shape
   */
  Tensor after(SamplingStep step, Tensor next, double sigma);

  /**
   * Returns whether pictures change their places, so that what a sampler remembers of earlier steps
   * is of no use any more.
   */
  default boolean changesPlaces() {
    return false;
  }

  /** Returns one that changes nothing. */
  static Intervention none() {
    return (step, next, sigma) -> next;
  }
}
