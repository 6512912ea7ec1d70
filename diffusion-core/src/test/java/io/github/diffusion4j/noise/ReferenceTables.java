package io.github.diffusion4j.noise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;

/**
 * The tables of reference values that lie beside the project, for tests that can do without. {@link
 * TablesTest} sees to it that none of their keys is forgotten.
 */
public final class ReferenceTables {
  /** How near computed numbers come to the 12 digits of the tables: 1e-9 of the number. */
  public static final Percentage TOLERANCE = Percentage.withPercentage(1e-7);

  private static final String FILES = "core-diffusion-tables*.json";

  private ReferenceTables() {}

  /**
   * Returns the folder of reference cases: the system property {@code diffusion.cases}, or {@code
   * cases} in that of {@code diffusion.testdata}.
   */
  public static Path folder() {
    String given = System.getProperty("diffusion.cases");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("diffusion.testdata", "../shared"), "cases");
  }

  /**
   * Returns the tables of every file, or skips the calling test with a message if there are none.
   */
  public static List<JsonNode> all() {
    List<JsonNode> tables = new ArrayList<>();
    for (Path file : files()) {
      try {
        tables.add(new ObjectMapper().readTree(file.toFile()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Assumptions.assumeFalse(
        tables.isEmpty(),
        () -> "no " + FILES + " in " + folder() + "; set -Ddiffusion.cases to check them");
    return tables;
  }

  /** Returns what every file has at a key, or skips the calling test if there are no files. */
  public static List<JsonNode> all(String key) {
    return all().stream()
        .map(tables -> tables.path(key))
        .filter(node -> !node.isMissingNode())
        .toList();
  }

  /** Returns the first file's tables, or skips the calling test with a message. */
  public static JsonNode read() {
    return all().get(0);
  }

  private static List<Path> files() {
    if (!Files.isDirectory(folder())) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder())) {
      found
          .filter(
              file ->
                  file.getFileSystem().getPathMatcher("glob:" + FILES).matches(file.getFileName()))
          .sorted()
          .forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Returns the numbers of an array. */
  public static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  /** Asserts that a number is that of the table. */
  public static void assertClose(String what, double actual, double expected) {
    if (expected == 0) {
      Assertions.assertThat(actual).as(what).isZero();
    } else {
      Assertions.assertThat(actual).as(what).isCloseTo(expected, TOLERANCE);
    }
  }
}
