package io.github.diffusion4j.eval.feature;

/**
 * Says that something cannot be judged, or not fairly. The message is for the user: what, the
 * actual value and what to do.
 */
public final class EvaluationException extends RuntimeException {
  /** Creates the exception with a message for the user. */
  public EvaluationException(String message) {
    super(message);
  }

  /** Creates the exception with a message for the user and what caused it. */
  public EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
