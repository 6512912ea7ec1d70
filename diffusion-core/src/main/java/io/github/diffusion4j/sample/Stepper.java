package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/** One run of a sampler. Not thread-safe. */
@FunctionalInterface
public interface Stepper {
  /**
   * Takes a step.
   *
   * @param x the state at the step's first level, {@code [N, C, H, W]}; it is not changed
   * @param index of the step: it goes from level {@code index} of the task to the next
   */
  Moved step(Tensor x, int index);

  /** Drops what it remembers of earlier steps, because the state was changed from outside. */
  default void forget() {}

  /**
   * What a step came to.
   *
   * @param next the state at the next level, {@code [N, C, H, W]}
   * @param denoised the estimate of the pictures that led there, {@code [N, C, H, W]}
   */
  record Moved(Tensor next, Tensor denoised) {}
}
