package io.github.diffusion4j.store;

/**
 * Says that a file could not be written, or that what was read is not what it should be. The
 * message is for the user: it names the file, what is wrong and what to do.
 */
public final class StoreException extends RuntimeException {
  /** Creates the exception with a message for the user. */
  public StoreException(String message) {
    super(message);
  }

  /** Creates the exception with a message for the user and what caused it. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
