package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.noise.ReferenceTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Our samplers against what another project's tests expect of theirs, on a toy model without
 * weights. Each record was worked out again in double precision; that is what we compare with, and
 * with the other project's own number where it is not vacuous.
 */
class SamplerConformanceTest {
  private static final Percentage CLOSE = Percentage.withPercentage(0.02);
  // Nearly all of the cosine schedule's last steps is lost to rounding upstream.
  private static final Percentage LOOSE = Percentage.withPercentage(0.1);

  @TestFactory
  Stream<DynamicTest> agreesWithEveryRecord(TestReporter reporter) {
    Path folder = ReferenceTables.folder();
    if (!Files.isDirectory(folder)) {
      String absent = folder + " is absent; set -Ddiffusion.cases to check it";
      return Stream.of(dynamicTest(absent, () -> assumeTrue(false, absent)));
    }
    List<ConformanceCase> cases = ConformanceCase.read(folder);
    assertThat(cases).as("records in %s", folder).isNotEmpty();
    reporter.publishEntry("sampler conformance", cases.size() + " records of " + folder);
    return cases.stream().map(each -> dynamicTest(each.id(), () -> check(each)));
  }

  private static void check(ConformanceCase record) {
    ConformanceRun.Result actual = new ConformanceRun(record).run();
    JsonNode node = record.node();
    JsonNode exact = node.path("rederived").path("float64_throughout");
    if (exact.isObject()) {
      Percentage tolerance = record.scheduler().startsWith("UnCLIP") ? LOOSE : CLOSE;
      assertThat(actual.sum()).as("sum").isCloseTo(exact.path("sum").asDouble(), tolerance);
      assertThat(actual.mean()).as("mean").isCloseTo(exact.path("mean").asDouble(), tolerance);
    }
    boolean rounded = exact.isObject() && !exact.path("within_upstream_tolerance").asBoolean(true);
    if (!rounded && !node.path("vacuous_upstream").asBoolean()) {
      checkUpstream("sum", actual.sum(), node);
      checkUpstream("mean", actual.mean(), node);
    }
  }

  private static void checkUpstream(String name, double actual, JsonNode node) {
    JsonNode expected = node.path("expected_" + name);
    if (expected.isNumber()) {
      // Differences from double precision within our own tolerance do not count.
      double allowed = node.path("tol_" + name).asDouble() + 2e-4 * Math.abs(expected.asDouble());
      assertThat(actual)
          .as("upstream's %s", name)
          .isCloseTo(expected.asDouble(), Offset.offset(allowed));
    }
  }
}
