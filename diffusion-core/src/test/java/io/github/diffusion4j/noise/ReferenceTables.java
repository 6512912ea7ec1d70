package io.github.diffusion4j.noise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Assumptions;

/** The tables of reference values that lie beside the project, for tests that can do without. */
public final class ReferenceTables {
  /** How near computed numbers come to the 12 digits of the tables. */
  public static final Percentage TOLERANCE = Percentage.withPercentage(1e-7);

  private ReferenceTables() {}

  /** Returns the tables, or skips the calling test with a message if there are none. */
  public static JsonNode read() {
    Path file =
        Path.of(System.getProperty("diffusion.testdata", "../shared"))
            .resolve("cases/core-diffusion-tables.json");
    Assumptions.assumeTrue(
        Files.isRegularFile(file), () -> file + " is absent; set -Ddiffusion.testdata to check it");
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
