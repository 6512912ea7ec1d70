package io.github.diffusion4j.train;

/** A training run, of one network or of several. It runs once. */
public interface Training {
  /** Trains to the end, or until it is stopped. */
  TrainingResult run();

  /** Asks the run to save its state after the step in hand and return. Callable from any thread. */
  void stop();
}
