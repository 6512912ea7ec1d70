package io.github.diffusion4j.cli;

/** Thrown out of a command that was asked to stop and has cleaned up. */
final class Interrupted extends RuntimeException {
  Interrupted(String message) {
    super(message);
  }
}
