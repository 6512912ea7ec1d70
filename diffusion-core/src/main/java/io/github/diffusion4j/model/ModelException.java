package io.github.diffusion4j.model;

/** Says why a folder cannot be used as a model, for the person who named it. */
public final class ModelException extends RuntimeException {
  /** Makes one with the whole sentence. */
  public ModelException(String message) {
    super(message);
  }

  /** Makes one with the whole sentence and what it comes from. */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
