package io.github.diffusion4j.data.annotation;

import java.io.IOException;

/** Says that a file of annotations cannot be used: what is wrong, in one sentence for the user. */
public final class AnnotationException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one with the whole message. */
  public AnnotationException(String message) {
    super(message);
  }

  /** Makes one with the whole message and what led to it. */
  public AnnotationException(String message, Throwable cause) {
    super(message, cause);
  }
}
