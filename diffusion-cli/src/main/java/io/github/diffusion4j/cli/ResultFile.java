package io.github.diffusion4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells the process that started this one how it ended. */
final class ResultFile {
  private ResultFile() {}

  /**
   * Writes the outcome in one step, so that whoever finds the file finds all of it.
   *
   * @throws io.github.diffusion4j.store.StoreException if it cannot be written
   */
  static void write(Path file, String nonce, Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("nonce", nonce);
    result.put("status", outcome.status().word);
    result.put("exitCode", outcome.exitCode());
    result.put("message", outcome.message());
    result.put("outputs", outcome.outputs());
    try {
      String json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
      AtomicFiles.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
