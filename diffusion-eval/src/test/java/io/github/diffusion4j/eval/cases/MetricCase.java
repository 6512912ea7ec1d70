package io.github.diffusion4j.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One record: a metric, what goes into it, and what is to come out. */
record MetricCase(JsonNode node) {
  private static final String FORMAT = "metric-cases/1";
  private static final Set<String> KEYS =
      Set.of("id", "metric", "input", "expected", "tolerance", "source", "note");

  /**
   * Returns the folder of reference cases: the system property {@code diffusion.cases}, or {@code
   * cases} in that of {@code diffusion.testdata}.
   */
  static Path folder() {
    String given = System.getProperty("diffusion.cases");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("diffusion.testdata", "../shared"), "cases");
  }

  /** Returns the records of all files in a folder. */
  static List<MetricCase> read(Path folder) {
    List<MetricCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> sorted =
          files
              .filter(file -> file.getFileName().toString().matches("metric-cases.*\\.json"))
              .sorted()
              .toList();
      for (Path file : sorted) {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        assertThat(root.path("format").asText()).as("format of %s", file).isEqualTo(FORMAT);
        root.path("cases").forEach(record -> cases.add(new MetricCase(record)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  String id() {
    return node.path("id").asText();
  }

  String metric() {
    return node.path("metric").asText();
  }

  JsonNode expected() {
    return node.path("expected");
  }

  /** Computes the metric by our code and compares. */
  void check(CaseMetrics metrics) {
    node.fieldNames()
        .forEachRemaining(key -> assertThat(KEYS).as("keys of a record").contains(key));
    CaseInput input = new CaseInput(node.path("input"));
    Object actual = metrics.compute(metric(), input, expected());
    input.requireAllRead();
    CaseTolerance.of(node.path("tolerance")).check(id(), actual, expected());
  }
}
