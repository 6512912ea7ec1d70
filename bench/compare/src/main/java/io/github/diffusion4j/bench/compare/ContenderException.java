package io.github.diffusion4j.bench.compare;

/** A contender's process ended or said what it should not; the message says where to look. */
final class ContenderException extends RuntimeException {
  ContenderException(String message) {
    super(message);
  }
}
