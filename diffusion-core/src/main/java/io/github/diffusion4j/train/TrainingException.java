package io.github.diffusion4j.train;

/** Says why training cannot go on, for the person who started it. */
public final class TrainingException extends RuntimeException {
  /** Makes one with the whole sentence. */
  public TrainingException(String message) {
    super(message);
  }
}
