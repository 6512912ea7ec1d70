package io.github.diffusion4j.eval.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Our metrics against the numbers of other implementations and closed forms, record by record; a
 * record that is not understood fails.
 */
class MetricConformanceTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @TestFactory
  Stream<DynamicTest> agreesWithEveryRecord(TestReporter reporter) {
    Path folder = MetricCase.folder();
    if (!Files.isDirectory(folder)) {
      String absent = folder + " is absent; set -Ddiffusion.cases to check it";
      return Stream.of(dynamicTest(absent, () -> assumeTrue(false, absent)));
    }
    List<MetricCase> cases = MetricCase.read(folder);
    assertThat(cases).as("records in %s", folder).isNotEmpty();
    reporter.publishEntry(
        "metric conformance", cases.size() + " records of " + folder + ", seed " + CaseMatrix.SEED);
    CaseMetrics metrics = new CaseMetrics(engine);
    return cases.stream().map(each -> dynamicTest(each.id(), () -> each.check(metrics)));
  }
}
