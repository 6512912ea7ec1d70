package io.github.diffusion4j.maven.worker;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker says at its end.
 *
 * @param nonce the number it was started with
 * @param status {@code ok}, {@code up-to-date} or {@code failed}
 * @param exitCode the code it exits with
 * @param message text for the user; empty when there is nothing to say
 * @param outputs paths of what it wrote, by name
 */
public record WorkerResult(
    String nonce, String status, int exitCode, String message, Map<String, String> outputs) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private static final long MAX_BYTES = 1 << 20;

  /** Replaces absent texts and outputs by empty ones. */
  public WorkerResult {
    nonce = nonce == null ? "" : nonce;
    status = status == null ? "" : status;
    message = message == null ? "" : message;
    outputs = outputs == null ? Map.of() : outputs;
  }

  /** Returns an output's path. */
  public Optional<String> output(String name) {
    return Optional.ofNullable(outputs.get(name)).filter(path -> !path.isBlank());
  }

  /** Tells whether the worker reports success. */
  boolean succeeded() {
    return exitCode == ExitCode.OK.code() && (status.equals("ok") || status.equals("up-to-date"));
  }

  /** Reads a result file; a missing, torn, oversized or foreign one is no result. */
  static Optional<WorkerResult> read(Path file, String nonce) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.ofNullable(MAPPER.readValue(Files.readAllBytes(file), WorkerResult.class))
          .filter(result -> result.nonce().equals(nonce));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }
}
