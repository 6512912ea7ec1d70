package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/** A sampler whose steps know nothing of each other: all of it is one move between two levels. */
interface SingleStep extends Sampler {
  /**
   * Moves the state.
   *
   * @param x the state at level {@code from}, {@code [N, C, H, W]}
   * @param from the level it is at, above 0
   * @param to the level it goes to, 0 or more
   */
  Stepper.Moved move(SamplingTask task, Tensor x, double from, double to);

  @Override
  default Stepper start(SamplingTask task) {
    return (x, index) -> move(task, x, task.sigma(index), task.sigma(index + 1));
  }
}
