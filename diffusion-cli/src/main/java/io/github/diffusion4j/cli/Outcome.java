package io.github.diffusion4j.cli;

import java.util.Map;

/**
 * How a command ended.
 *
 * @param status for the result file
 * @param exitCode of the process, see {@link ExitCode}
 * @param message for the person
 * @param outputs files that were made, by kind: model, page, grid, manifest
 */
record Outcome(Status status, int exitCode, String message, Map<String, String> outputs) {
  /** The words of the result file. */
  enum Status {
    OK("ok"),
    UP_TO_DATE("up-to-date"),
    FAILED("failed");

    final String word;

    Status(String word) {
      this.word = word;
    }
  }

  Outcome {
    message = Printable.of(message);
    outputs = Map.copyOf(outputs);
  }

  static Outcome ok(String message, Map<String, String> outputs) {
    return new Outcome(Status.OK, ExitCode.OK, message, outputs);
  }

  static Outcome upToDate(String message, Map<String, String> outputs) {
    return new Outcome(Status.UP_TO_DATE, ExitCode.OK, message, outputs);
  }

  static Outcome failed(int exitCode, String message) {
    return new Outcome(Status.FAILED, exitCode, message, Map.of());
  }

  static Outcome interrupted(String message) {
    return failed(ExitCode.INTERRUPTED, message);
  }
}
