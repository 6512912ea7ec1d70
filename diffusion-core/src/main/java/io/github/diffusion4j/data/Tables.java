package io.github.diffusion4j.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Files that tell about many pictures: captions and classes by the names of pictures. */
final class Tables {
  private static final String EDM = "dataset.json";

  private static final List<String> NAMES =
      List.of(
          "captions.tsv",
          "captions.csv",
          "metadata.tsv",
          "metadata.csv",
          "metadata.jsonl",
          EDM,
          SamplesFolder.MANIFEST);

  private Tables() {}

  /**
   * What a table has.
   *
   * @param entries in its order
   * @param broken how many lines are none
   * @param labels whether it decides on classes even for pictures that it does not name
   */
  record Content(List<Description> entries, int broken, boolean labels) {}

  static boolean isTable(String name) {
    return NAMES.contains(PictureNames.file(name));
  }

  /** Returns the tables in the folder of an archive, of which they may tell. */
  static List<Path> beside(Path archive) {
    return NAMES.stream().map(archive::resolveSibling).filter(Files::isRegularFile).toList();
  }

  /** Returns an archive and the tables beside it. */
  static List<Path> with(Path archive) {
    return Stream.concat(Stream.of(archive), beside(archive).stream()).toList();
  }

  /**
   * Reads a table.
   *
   * @throws DataException if it is a dataset.json and not as it should be: without its classes the
   *     data would be something else
   */
  static Content read(String name, byte[] bytes) {
    if (PictureNames.file(name).equals(EDM)) {
      return edm(name, bytes);
    }
    if (PictureNames.file(name).equals(SamplesFolder.MANIFEST)) {
      return new Content(SamplesFolder.drawn(bytes), 0, false);
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    return switch (PictureNames.extension(name)) {
      case "jsonl" -> jsonLines(text);
      case "csv" -> columns(SeparatedValues.commas(text));
      default -> columns(SeparatedValues.tabs(text));
    };
  }

  private static Content jsonLines(String text) {
    List<Description> entries = new ArrayList<>();
    int broken = 0;
    for (String line : text.split("\\R")) {
      if (line.isBlank()) {
        continue;
      }
      try {
        Description entry = Description.of(Json.mapper().readTree(line));
        if (entry.file() == null) {
          broken++;
        } else {
          entries.add(entry);
        }
      } catch (IOException noJson) {
        broken++;
      }
    }
    return new Content(entries, broken, false);
  }

  private static Content columns(List<List<String>> lines) {
    if (lines.isEmpty()) {
      return new Content(List.of(), 0, false);
    }
    List<String> header =
        lines.get(0).stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    List<Description> entries = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      Description entry =
          Description.of(
              key -> {
                int column = header.indexOf(key);
                return column < 0 || column >= line.size() ? null : line.get(column);
              });
      if (entry.file() != null) {
        entries.add(entry);
      }
    }
    return new Content(entries, lines.size() - 1 - entries.size(), false);
  }

  /** The layout of EDM and StyleGAN: {"labels": [["00000/img00000000.png", 6], ...]} or null. */
  private static Content edm(String name, byte[] bytes) {
    JsonNode whole;
    try {
      whole = Json.mapper().readTree(bytes);
    } catch (IOException broken) {
      throw new DataException(
          name + " is no JSON (" + Unreadable.printable("" + broken.getMessage()) + ").", broken);
    }
    JsonNode labels = whole.path("labels");
    if (!whole.isObject() || !(labels.isArray() || labels.isNull() || labels.isMissingNode())) {
      throw new DataException(
          name + " is to be an object whose \"labels\" are a list of pairs, or null.");
    }
    List<Description> entries = new ArrayList<>();
    for (JsonNode pair : labels) {
      if (!pair.path(0).isTextual() || !pair.path(1).isIntegralNumber()) {
        throw new DataException(
            name
                + ": \"labels\" holds "
                + Unreadable.printable(shortened(pair))
                + ", but is to hold pairs such as [\"00000/img00000000.png\", 6], or be null.");
      }
      entries.add(new Description(pair.get(0).textValue(), null, pair.get(1).asText()));
    }
    return new Content(entries, 0, true);
  }

  private static String shortened(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
