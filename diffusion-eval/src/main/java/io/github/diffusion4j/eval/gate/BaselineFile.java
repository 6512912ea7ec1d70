package io.github.diffusion4j.eval.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON file of a baseline, sorted so that version control shows what changed; hostile. */
public final class BaselineFile {
  private static final long LARGEST = 4L << 20;

  private BaselineFile() {}

  /** Writes a baseline, whole or not at all. */
  public static void write(Path file, Baseline baseline) {
    try {
      String json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(baseline);
      AtomicFiles.write(file, (json + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a baseline is plain data, but cannot be written", e);
    }
  }

  /**
   * Reads a baseline.
   *
   * @throws EvaluationException if there is none, or it is no whole baseline of this format
   */
  public static Baseline read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new EvaluationException(
            "there is no baseline " + file + "; 'accept' writes one of the findings there are");
      }
      if (Files.size(file) > LARGEST) {
        throw new EvaluationException(
            "baseline %s has %,d bytes, and none has more than %,d"
                .formatted(file, Files.size(file), LARGEST));
      }
      JsonNode tree = Json.mapper().readTree(file.toFile());
      String format = tree.path("format").asText();
      if (!format.equals(Baseline.FORMAT)) {
        throw new EvaluationException(
            "baseline %s is of format '%s', and this version reads '%s'; accept again"
                .formatted(file, format, Baseline.FORMAT));
      }
      return Json.mapper().treeToValue(tree, Baseline.class);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
      throw new EvaluationException(
          "baseline %s cannot be read (%s); take it back from version control, or accept again"
              .formatted(file, reason));
    }
  }
}
