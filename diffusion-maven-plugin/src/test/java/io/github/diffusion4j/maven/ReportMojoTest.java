package io.github.diffusion4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.reporting.MavenReportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportMojoTest {
  private static final String SUITE =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite name="diffusion.check" tests="2" failures="1" errors="0" skipped="0" time="0">
        <testcase classname="diffusion.check" name="replication" time="0"/>
        <testcase classname="diffusion.check" name="fd&lt;=0.3" time="0">
          <failure type="INCONCLUSIVE" message="0.29 &lt;b&gt; (0.2 to 0.4)">0.29</failure>
        </testcase>
      </testsuite>
      """;

  @TempDir Path folder;
  private final List<String> written = new ArrayList<>();
  private Path site;
  private ReportMojo report;

  @BeforeEach
  void prepare() throws Exception {
    site = folder.resolve("site");
    Path evaluation = Files.createDirectory(folder.resolve("evaluation"));
    Files.writeString(evaluation.resolve("report.html"), "<p>the page</p>");
    Files.writeString(evaluation.resolve("TEST-diffusion.xml"), SUITE);
    report = new ReportMojo(evaluation, site);
  }

  @Test
  void writesVerdictAndGatesAndPutsTheReportBesideThem() throws Exception {
    assertThat(report.canGenerateReport()).isTrue();
    report.generate(sink(), Locale.ENGLISH);

    assertThat(written)
        .containsSubsequence("text Generated pictures: FAILED", "text replication", "text PASS")
        .containsSubsequence("text fd<=0.3", "text INCONCLUSIVE", "text 0.29 <b> (0.2 to 0.4)")
        .contains("link diffusion/report.html");
    assertThat(written.stream().filter(call -> call.equals("tableRow"))).hasSize(3);
    assertThat(site.resolve("diffusion/report.html")).hasContent("<p>the page</p>");
  }

  @Test
  void passesOnlyWhatWasJudged() throws Exception {
    Files.writeString(
        folder.resolve("evaluation/TEST-diffusion.xml"), "<testsuite tests=\"0\"></testsuite>");
    report.generate(sink(), Locale.ENGLISH);
    assertThat(written).contains("text Generated pictures: FAILED");

    Files.writeString(
        folder.resolve("evaluation/TEST-diffusion.xml"),
        "<testsuite><testcase name=\"replication\"/></testsuite>");
    report.generate(sink(), Locale.ENGLISH);
    assertThat(written).contains("text Generated pictures: PASSED");
  }

  @Test
  void isNotInTheSiteWhereThereIsNoReport() throws Exception {
    Files.delete(folder.resolve("evaluation/report.html"));
    assertThat(report.canGenerateReport()).isFalse();
    report.execute();
    assertThat(site).doesNotExist();
  }

  @Test
  void copiesTheReportWithoutASite() throws Exception {
    report.execute();
    assertThat(site.resolve("diffusion/report.html")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<testsuite><testcase name=\"replication\"/>",
        "<!DOCTYPE t [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><testsuite>&e;</testsuite>"
      })
  void refusesWhatIsNoJudgement(String text) throws Exception {
    Files.writeString(folder.resolve("evaluation/TEST-diffusion.xml"), text);
    assertThatThrownBy(() -> report.generate(sink(), Locale.ENGLISH))
        .isInstanceOf(MavenReportException.class)
        .hasMessageContaining("is no JUnit XML");
  }

  /** Notes each call with its text. */
  private Sink sink() {
    return (Sink)
        Proxy.newProxyInstance(
            Sink.class.getClassLoader(),
            new Class<?>[] {Sink.class},
            (proxy, method, arguments) -> {
              written.add(method.getName() + (arguments == null ? "" : " " + arguments[0]));
              return null;
            });
  }
}
