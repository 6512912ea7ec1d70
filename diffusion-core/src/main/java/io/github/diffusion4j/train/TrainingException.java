package io.github.diffusion4j.train;

import java.nio.file.Path;
import java.util.Optional;

/** Says why training cannot go on, for the person who started it. */
public final class TrainingException extends RuntimeException {
  /** Makes one with the whole sentence. */
  public TrainingException(String message) {
    super(message);
  }

  /**
   * Says that a run goes nowhere.
   *
   * @param skipped steps in a row whose loss or gradient was not finite
   * @param newest checkpoint, if there is one
   */
  static TrainingException diverged(
      long step, int skipped, Optional<Path> newest, TrainingSpec spec) {
    return new TrainingException(
        "Training stopped at step "
            + step
            + ": loss or gradient was not finite in "
            + skipped
            + " steps in a row. "
            + newest
                .map(file -> "The last good state is " + file + ". ")
                .orElse("There is no checkpoint yet. ")
            + "Lower training.learning-rate (now "
            + spec.learningRate()
            + ") or raise training.warmup-steps (now "
            + spec.warmupSteps()
            + "), and look for broken pictures in the data.");
  }
}
