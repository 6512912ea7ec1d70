package io.github.diffusion4j.maven.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Words what went wrong with a run. */
final class WorkerFailure {

  private static final int TAIL_LINES = 15;

  private final GoalRequest request;
  private final WorkerFiles files;

  WorkerFailure(GoalRequest request, WorkerFiles files) {
    this.request = request;
    this.files = files;
  }

  /** Returns the exception for a worker that ended by itself without success. */
  WorkerException ended(int exitCode, Optional<WorkerResult> result) {
    if (result.isEmpty() || result.get().exitCode() != exitCode || result.get().succeeded()) {
      return crashed(exitCode);
    }
    String message = result.get().message();
    return switch (ExitCode.of(exitCode).orElse(ExitCode.UNEXPECTED)) {
      case BAD_INPUT, OUT_OF_MEMORY -> new WorkerException(message);
      case GATE_NOT_MET -> new WorkerException(message, true);
      case INTERRUPTED -> new WorkerException(join(message, request.afterInterruption()));
      case OK, UNEXPECTED ->
          new WorkerException(join(title() + " failed: " + message, tail(), crashReport()));
    };
  }

  /** Returns the exception for a worker that was stopped because it took too long. */
  WorkerException timedOut(Duration timeout) {
    return new WorkerException(
        join(
            title()
                + " was stopped after "
                + timeout.toSeconds()
                + " s, the limit that diffusion.timeout sets. Raise it, or set 0 for no limit.",
            request.afterInterruption(),
            tail()));
  }

  private WorkerException crashed(int exitCode) {
    return new WorkerException(
        join(
            title() + " ended without a valid result (" + ExitCode.describe(exitCode) + ").",
            request.afterInterruption(),
            tail(),
            crashReport()));
  }

  private String title() {
    return "The worker of diffusion:" + request.goal();
  }

  private String tail() {
    List<String> lines = LogTail.read(files.log(), TAIL_LINES);
    if (lines.isEmpty()) {
      return "It printed nothing to " + files.log();
    }
    return "Last lines of " + files.log() + ":\n  " + String.join("\n  ", lines);
  }

  private String crashReport() {
    if (!Files.exists(files.crashReport())) {
      return "";
    }
    String path = "The JVM's report: " + files.crashReport();
    return isIllegalInstruction()
        ? path
            + "\nThe natives use an instruction that this processor does not have: leave"
            + " diffusion.natives out, or name a plainer one, such as linux-x86_64-onednn."
        : path;
  }

  /** Reads the cause at the report's beginning, as Linux, macOS or Windows names it. */
  private boolean isIllegalInstruction() {
    try (Stream<String> lines = Files.lines(files.crashReport(), StandardCharsets.ISO_8859_1)) {
      return lines.limit(20).anyMatch(line -> line.matches(".*(SIGILL|ILLEGAL_INSTRUCTION).*"));
    } catch (IOException | UncheckedIOException unreadable) {
      return false;
    }
  }

  private static String join(String... parts) {
    return String.join("\n", List.of(parts).stream().filter(part -> !part.isBlank()).toList());
  }
}
