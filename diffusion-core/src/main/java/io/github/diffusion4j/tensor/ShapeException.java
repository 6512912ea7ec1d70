package io.github.diffusion4j.tensor;

/**
 * Says that an operation was given shapes or types that do not fit: it names the operation, the
 * shapes and what would fit.
 */
public final class ShapeException extends IllegalArgumentException {
  /** Makes one with the whole sentence. */
  public ShapeException(String message) {
    super(message);
  }
}
