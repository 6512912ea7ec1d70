package io.github.diffusion4j.cli;

/** What the process returns; the Maven plugin and scripts rely on the numbers. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int GATE = 2;
  static final int BAD_INPUT = 3;
  static final int OUT_OF_MEMORY = 4;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
