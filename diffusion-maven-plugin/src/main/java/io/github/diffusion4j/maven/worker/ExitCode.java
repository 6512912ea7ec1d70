package io.github.diffusion4j.maven.worker;

import java.util.Arrays;
import java.util.Optional;

/** The exit codes that a worker chooses; any other is the system's or the JVM's. */
enum ExitCode {
  OK(0),
  UNEXPECTED(1),
  GATE_NOT_MET(2),
  BAD_INPUT(3),
  OUT_OF_MEMORY(4),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static Optional<ExitCode> of(int code) {
    return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
  }

  /** Describes a code for a person, with what usually causes the ones a signal made. */
  static String describe(int code) {
    return switch (code) {
      case 134 -> "exit code 134: aborted by native code";
      case 137 ->
          "exit code 137: killed; on Linux often by the kernel when memory runs out, then"
              + " lower diffusion.batchSize or diffusion.imageSize";
      case 139 -> "exit code 139: a segmentation fault in native code";
      case 143 -> "exit code 143: asked to stop";
      default -> "exit code " + code;
    };
  }
}
