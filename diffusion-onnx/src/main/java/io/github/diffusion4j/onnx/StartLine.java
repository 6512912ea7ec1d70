package io.github.diffusion4j.onnx;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The line that started this process. ONNX Runtime 1.29 ends the process without a word where that
 * is longer than some 3,970 bytes, as long class paths make it; seen on Linux, where the system
 * shows the line as a file.
 */
final class StartLine {
  private static final Path FILE = Path.of("/proc/self/cmdline");
  private static final int MOST = 3_500;

  private StartLine() {}

  /**
   * Refuses a line that ONNX Runtime would not survive.
   *
   * @throws EvaluationException if it is too long; the message says how to shorten it
   */
  static void requireShort() {
    try {
      requireShort(Files.isReadable(FILE) ? Files.readAllBytes(FILE).length : 0);
    } catch (IOException unknown) {
      // Where the system shows no line, nothing is known against it.
    }
  }

  static void requireShort(int bytes) {
    if (bytes > MOST) {
      throw new EvaluationException(
          "the line that started this process has %,d bytes, and ONNX Runtime crashes with more than some 3,970; give the class path by the environment variable CLASSPATH, or in a file (java @file)"
              .formatted(bytes));
    }
  }
}
