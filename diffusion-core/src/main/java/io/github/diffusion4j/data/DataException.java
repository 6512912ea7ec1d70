package io.github.diffusion4j.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Says that data cannot be used: what, where, and what to do about it. The message is for the user;
 * a stack trace would tell no more.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one with the whole message. */
  public DataException(String message) {
    super(message);
  }

  /** Makes one with the whole message and what led to it. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says that a file or folder cannot be read, in words instead of the names of exceptions. */
  static DataException reading(Path file, IOException failure) {
    String why = failure.getMessage();
    if (failure instanceof AccessDeniedException) {
      why = "permission denied";
    } else if (failure instanceof NoSuchFileException) {
      why = "it is gone";
    } else if (why == null || failure instanceof FileSystemException) {
      why = failure.getClass().getSimpleName() + (why == null ? "" : ": " + why);
    }
    return new DataException(file + " cannot be read (" + why + ").", failure);
  }
}
