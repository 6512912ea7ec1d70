package io.github.diffusion4j.cli;

/** A mistake of the person at the command line; the message is all that they need to see. */
final class UserError extends RuntimeException {
  UserError(String message) {
    super(message);
  }

  UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
