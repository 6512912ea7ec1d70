package io.github.diffusion4j.bench.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.bench.Machine;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The raw numbers of a study, in a file that is written after each of them: a study that was broken
 * off goes on where it was. Not thread-safe.
 */
final class Ledger {
  private static final String SETTINGS = "settings";
  private static final String CELLS = "cells";
  private static final String STARTS = "starts";

  private final Path file;
  private final ObjectNode root;

  private Ledger(Path file, ObjectNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Opens a ledger, or begins one.
   *
   * @param settings all that the numbers depend on
   * @throws IllegalArgumentException if the file holds numbers of other settings
   */
  static Ledger open(Path file, Map<String, ?> settings) throws IOException {
    JsonNode wanted =
        Json.mapper().readTree(text(Json.mapper().valueToTree(new TreeMap<>(settings))));
    ObjectNode root = Json.mapper().createObjectNode();
    if (Files.exists(file)) {
      root = (ObjectNode) Json.mapper().readTree(file.toFile());
      if (!root.path(SETTINGS).equals(wanted)) {
        throw new IllegalArgumentException(
            file
                + " holds numbers of other settings, "
                + root.path(SETTINGS)
                + " and not "
                + wanted
                + "; name another folder with --out, or delete the file");
      }
    }
    root.set(SETTINGS, wanted);
    root.withObjectProperty(CELLS);
    root.withArrayProperty(STARTS)
        .addObject()
        .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("commit", Machine.commit(Path.of(".")))
        .set("machine", Json.mapper().valueToTree(Machine.here()));
    Ledger ledger = new Ledger(file, root);
    ledger.write();
    return ledger;
  }

  /**
   * Returns a measurement's numbers, which are made and written down unless they are there.
   *
   * @param key its name, which nothing else in the study has
   */
  Map<String, Double> cell(String key, Supplier<Map<String, Double>> measure) {
    ObjectNode cells = (ObjectNode) root.get(CELLS);
    if (!cells.has(key)) {
      cells.set(key, Json.mapper().valueToTree(new TreeMap<>(measure.get())));
      write();
    }
    Map<String, Double> numbers = new TreeMap<>();
    cells.get(key).properties().forEach(e -> numbers.put(e.getKey(), e.getValue().asDouble()));
    return numbers;
  }

  /** Returns whether a measurement is there. */
  boolean has(String key) {
    return root.get(CELLS).has(key);
  }

  /** Returns a sentence on where and when the numbers were measured. */
  String origin() {
    JsonNode starts = root.get(STARTS);
    JsonNode last = starts.get(starts.size() - 1);
    return String.format(
        "Measured %s, at commit %s, on %s, %s cores; %s; settings %s.",
        starts.size() == 1 ? "in one run" : "in " + starts.size() + " runs",
        last.path("commit").asText(),
        last.path("machine").path("processor").asText(),
        last.path("machine").path("cores").asText(),
        last.path("machine").path("java").asText(),
        root.get(SETTINGS));
  }

  private void write() {
    AtomicFiles.write(file, (text(root) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static String text(JsonNode node) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
