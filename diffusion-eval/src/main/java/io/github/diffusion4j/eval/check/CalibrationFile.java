package io.github.diffusion4j.eval.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JSON file of a calibration, one number a line so that version control shows what changed. */
public final class CalibrationFile {
  private static final long LARGEST = 1L << 20;
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private CalibrationFile() {}

  /** Writes a calibration, whole or not at all. */
  public static void write(Path file, SavedCalibration calibration) {
    try {
      String json =
          Json.mapper()
              .writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
              .writeValueAsString(calibration);
      AtomicFiles.write(file, (json + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a calibration is plain data, but cannot be written", e);
    }
  }

  /**
   * Reads a calibration, which is hostile.
   *
   * @throws EvaluationException if there is none, it is no whole calibration of this format, or its
   *     numbers contradict each other
   */
  public static SavedCalibration read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new EvaluationException(
            "there is no calibration " + file + "; 'calibrate' writes one of held-out pictures");
      }
      if (Files.size(file) > LARGEST) {
        throw new EvaluationException(
            "calibration %s has %,d bytes, and none has more than %,d; calibrate again"
                .formatted(file, Files.size(file), LARGEST));
      }
      JsonNode tree = Json.mapper().readTree(file.toFile());
      String format = tree.path("format").asText();
      if (!format.equals(SavedCalibration.FORMAT)) {
        throw new EvaluationException(
            "calibration %s is of format '%s', and this version reads '%s'; calibrate again"
                .formatted(file, format, SavedCalibration.FORMAT));
      }
      return Json.mapper().treeToValue(tree, SavedCalibration.class);
    } catch (IOException e) {
      throw new EvaluationException(
          "calibration %s cannot be read (%s); take it back from version control, or calibrate again"
              .formatted(file, reason(e)));
    }
  }

  /** What a record's own check says is the reason; the mapper only wraps it. */
  private static String reason(IOException e) {
    Throwable said = e.getCause() instanceof RuntimeException check ? check : e;
    return String.valueOf(said.getMessage()).lines().findFirst().orElse(said.toString());
  }
}
