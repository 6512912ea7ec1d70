package io.github.diffusion4j.eval.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The JSON file of a report, hostile when it is read: whoever edits it may want a build to pass.
 */
public final class ReportFile {
  private static final long LARGEST = 16L << 20;
  private static final Set<String> NO_NUMBERS =
      Set.of("NaN", "Infinity", "-Infinity", "+Infinity", "INF", "-INF", "+INF");

  private ReportFile() {}

  /** Writes a report, whole or not at all. */
  public static void write(Path file, EvaluationReport report) {
    try {
      String json = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
      AtomicFiles.write(file, (json + '\n').getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data, but cannot be written", e);
    }
  }

  /**
   * Reads a report.
   *
   * @throws EvaluationException if there is none, or it is no whole report of this format
   */
  public static EvaluationReport read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new EvaluationException(
            "there is no report " + file + "; evaluate first, and judge then");
      }
      if (Files.size(file) > LARGEST) {
        throw new EvaluationException(
            "report %s has %,d bytes, and none has more than %,d; evaluate again"
                .formatted(file, Files.size(file), LARGEST));
      }
      JsonNode tree = Json.mapper().readTree(file.toFile());
      String format = tree.path("format").asText();
      if (!format.equals(EvaluationReport.FORMAT)) {
        throw new EvaluationException(
            "report %s is of format '%s', and this version reads '%s'; evaluate again"
                .formatted(file, format, EvaluationReport.FORMAT));
      }
      requireNumbers(file, tree);
      EvaluationReport report = Json.mapper().treeToValue(tree, EvaluationReport.class);
      requireWhole(file, report);
      return report;
    } catch (IOException e) {
      throw new EvaluationException(
          "report %s cannot be read (%s); evaluate again".formatted(file, firstLine(e)));
    }
  }

  /** JSON has no NaN, but the mapper reads the word as one; no comparison with it is ever true. */
  private static void requireNumbers(Path file, JsonNode tree) {
    if (tree.isTextual() && NO_NUMBERS.contains(tree.asText())) {
      throw new EvaluationException(
          "report %s holds %s in the place of a number; evaluate again"
              .formatted(file, tree.asText()));
    }
    tree.forEach(part -> requireNumbers(file, part));
  }

  /** Refuses a report in which anything is missing that every report has. */
  private static void requireWhole(Path file, EvaluationReport report) {
    JsonNode tree = Json.mapper().valueToTree(report);
    withoutOptional(tree);
    if (tree.path("replication") instanceof ObjectNode replication) {
      replication.remove("searchRecall");
    }
    tree.path("diagnostics").forEach(ReportFile::withoutOptional);
    if (hasNull(tree)) {
      throw new EvaluationException("report " + file + " is not whole; evaluate again");
    }
  }

  private static void withoutOptional(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("heldOut");
      object.remove("similarity");
    }
  }

  private static boolean hasNull(JsonNode node) {
    if (node.isNull()) {
      return true;
    }
    for (JsonNode child : node) {
      if (hasNull(child)) {
        return true;
      }
    }
    return false;
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
  }
}
