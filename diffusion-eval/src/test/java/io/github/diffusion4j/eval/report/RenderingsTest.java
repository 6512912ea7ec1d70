package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PromptKind;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.store.Json;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class RenderingsTest {
  private static final String HOSTILE =
      "]]> <script>alert('1')</script> & \"a\" | ![x](http://e.example/p.png) \\| `code` "
          + "www.e.example \u0000\u0008\ud800\uffff\n| a new row | [[ATTACHMENT|/etc/passwd]]";

  @TempDir Path folder;

  @Test
  void junitHasACaseForEachGate() throws Exception {
    Judgement judgement = judgement("0.31 is above 0.3");
    Element suite =
        parsed(JunitXml.of(judgement, folder.resolve("report.html"))).getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("2");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    Element second = (Element) suite.getElementsByTagName("testcase").item(1);
    assertThat(second.getAttribute("name")).isEqualTo("fd<=0.3");
    Element failure = (Element) second.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("FAIL");
    assertThat(failure.getAttribute("message")).isEqualTo("0.31 is above 0.3");
    String out = suite.getElementsByTagName("system-out").item(0).getTextContent();
    assertThat(out.lines())
        .contains("[[ATTACHMENT|" + folder.resolve("report.html").toAbsolutePath() + "]]");
  }

  @Test
  void junitKeepsHostileTextText() throws Exception {
    String xml = JunitXml.of(judgement(HOSTILE), folder.resolve("report.html"));
    Document document = parsed(xml);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("failure").item(0).getTextContent())
        .contains("]]> <script>alert('1')</script> & \"a\"");
    assertThat(document.getDocumentElement().getElementsByTagName("testcase").getLength())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a]]b/report.html", "a\nb/report.html"})
  void junitAttachesNoPathThatWouldBreakTheLine(String path) throws Exception {
    assertThat(JunitXml.of(judgement("no"), Path.of("/" + path))).doesNotContain("ATTACHMENT");
  }

  @Test
  void sarifHasAResultForEachGateNotMetAndEachCopiedPicture() throws Exception {
    EvaluationReport report = Reports.withCopies(3);
    Path record = Files.writeString(folder.resolve("report.json"), "{}");
    Path picture = Files.writeString(folder.resolve("a [b] c.png"), "");
    String known = Reports.training(1);
    Sarif sarif =
        new Sarif(
            folder,
            record,
            digest -> digest.equals(known) ? Optional.of(picture) : Optional.empty());
    Judgement judgement = new Judgement(judgement("no").gates(), Set.of(Reports.training(2)));
    JsonNode run = run(sarif.of(judgement, Optional.of(report)));
    assertThat(run.at("/results")).hasSize(5);
    assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("gate");
    assertThat(run.at("/results/2/partialFingerprints/trainingPicture~1v1").asText())
        .isEqualTo(Reports.training(0));
    for (JsonNode result : run.at("/results")) {
      String uri = result.at("/locations/0/physicalLocation/artifactLocation/uri").asText();
      assertThat(Path.of(folder.toUri().resolve(uri))).exists();
    }
    assertThat(run.at("/results/3/locations/0/physicalLocation/artifactLocation/uri").asText())
        .isEqualTo("a%20%5Bb%5D%20c.png");
    assertThat(run.at("/results/3/suppressions").isMissingNode()).isTrue();
    assertThat(run.at("/results/4/suppressions/0/kind").asText()).isEqualTo("external");
    List<String> rules = new ArrayList<>();
    run.at("/tool/driver/rules").forEach(rule -> rules.add(rule.get("id").asText()));
    run.at("/results").forEach(each -> assertThat(rules).contains(each.get("ruleId").asText()));
  }

  @Test
  void sarifTakesNoNameForAScheme() throws Exception {
    assumeTrue(File.separatorChar == '/', "no such name on this system");
    Path picture = Files.writeString(folder.resolve("javascript:1.png"), "");
    JsonNode run = run(new Sarif(folder, picture, d -> Optional.empty()), Reports.withCopies(0));
    String uri = run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri").asText();
    assertThat(uri).isEqualTo("./javascript:1.png");
    assertThat(Path.of(folder.toUri().resolve(uri))).isEqualTo(picture);
  }

  @Test
  void sarifCountsPicturesThatCopyOneTogether() throws Exception {
    EvaluationReport report = Reports.withCopies(4);
    Finding first = report.replication().findings().get(0);
    EvaluationReport same = withFindings(report, Collections.nCopies(4, first));
    JsonNode run = run(new Sarif(folder, folder, d -> Optional.empty()), same);
    assertThat(run.at("/results")).hasSize(3);
    assertThat(run.at("/results/2/message/text").asText()).startsWith("4 generated pictures are");
  }

  @Test
  void sarifStaysWithinWhatHostsTake() throws Exception {
    String caption = "\u0001".repeat(900);
    List<Finding> findings =
        IntStream.range(0, 7_000)
            .mapToObj(
                i ->
                    new Finding(
                        i,
                        i,
                        PromptKind.NEUTRAL,
                        caption,
                        "g" + i,
                        i,
                        Reports.training(i),
                        0.99,
                        0.01,
                        true,
                        0))
            .toList();
    EvaluationReport many = withFindings(Reports.withCopies(0), findings);
    byte[] log =
        new Sarif(folder, folder, digest -> Optional.empty())
            .of(judgement("no"), Optional.of(many));
    assertThat(log.length).isLessThanOrEqualTo(Sarif.LARGEST);
    int results = run(log).at("/results").size();
    assertThat(results).isBetween(1_000, Sarif.MOST_RESULTS);
  }

  @Test
  void sarifMakesNoLinksOfHostileCaptions() throws Exception {
    EvaluationReport report = Reports.withCopies(2, "see [here](file:///etc/passwd)");
    JsonNode run = run(new Sarif(folder, folder, d -> Optional.empty()), report);
    assertThat(run.at("/results/2/message/text").asText())
        .contains("see \\[here\\](file:///etc/passwd)");
  }

  @Test
  void theSummaryHasTheVerdictAndTables() {
    String summary = MarkdownSummary.of(judgement("no"), Optional.of(Reports.withCopies(30)));
    assertThat(summary).startsWith("## Generated pictures: FAILED\n");
    assertThat(summary).contains("| fd&lt;=0.3 | FAIL | no |").contains("and 10 more pairs");
    assertThat(summary).contains("| fd-pixels-1k | held-out | 0.2500 | 0.2000 to 0.3000 |");
    assertThat(summary).doesNotContain("<img", "![");
    assertThat(MarkdownSummary.of(Judgement.withoutReport("there is none"), Optional.empty()))
        .contains("FAILED", "there is none");
  }

  @Test
  void theSummaryKeepsHostileTextText() {
    String summary =
        MarkdownSummary.of(judgement(HOSTILE), Optional.of(Reports.withCopies(3, HOSTILE)));
    assertThat(summary).doesNotContain("<script", "![", "](", "http:", "www.", "\u0000");
    String row = summary.lines().filter(line -> line.startsWith("| fd&lt;")).findFirst().get();
    assertThat(row.replaceAll("\\\\\\\\", "").replaceAll("\\\\\\|", "").chars())
        .filteredOn(character -> character == '|')
        .as(row)
        .hasSize(4);
  }

  @Test
  void theSummaryIsSmallWhateverTheReport() {
    List<GateResult> gates =
        Collections.nCopies(9_000, new GateResult("&".repeat(9_000), Verdict.FAIL, HOSTILE));
    String summary =
        MarkdownSummary.of(
            new Judgement(gates, Set.of()),
            Optional.of(Reports.withCopies(900, "x".repeat(9_000))));
    assertThat(summary.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1 << 20);
    assertThat(summary).contains("FAILED");
  }

  @Test
  void equalJudgementsGiveEqualFiles() throws Exception {
    Path other = folder.resolve("other");
    for (int round = 0; round < 2; round++) {
      new ReportFolder(other)
          .write(
              judgement("no"),
              Optional.of(Reports.withCopies(3)),
              digest -> Optional.of(Path.of("nowhere")));
      for (String name : List.of("TEST-diffusion.xml", "report.sarif", "summary.md")) {
        Path file = other.resolve(name);
        Path before = folder.resolve(name);
        if (round == 1) {
          assertThat(file).hasSameBinaryContentAs(before);
        } else {
          Files.move(file, before);
        }
      }
    }
    assertThat(Files.readString(folder.resolve("report.sarif"))).doesNotContain("nowhere");
  }

  @Test
  void noGateIsNoPass() {
    assertThat(new Judgement(List.of(), Set.of()).passed()).isFalse();
    assertThat(Judgement.of(Reports.withCopies(0)).passed()).isTrue();
    assertThat(Judgement.of(Reports.withCopies(50)).text())
        .startsWith("FAILED, the gate is not met\n  replication: FAIL, 50 of 1,000");
  }

  private static Judgement judgement(String sentence) {
    return new Judgement(
        List.of(
            new GateResult(GateResult.REPLICATION, Verdict.PASS, "few"),
            new GateResult("fd<=0.3", Verdict.FAIL, sentence),
            new GateResult("kid<=1", Verdict.INCONCLUSIVE, "perhaps")),
        Set.of());
  }

  private static EvaluationReport withFindings(EvaluationReport report, List<Finding> findings) {
    Replication r = report.replication();
    Replication changed =
        new Replication(
            r.detector(),
            r.verdict(),
            r.reasons(),
            r.heldOut(),
            r.heldOutDuplicates(),
            r.weakNull(),
            r.different(),
            r.independent(),
            r.threshold(),
            r.rate(),
            r.prompts(),
            r.sensitivity(),
            r.searchRecall(),
            findings.size(),
            findings,
            r.generatedSimilarities(),
            r.heldOutSimilarities());
    return new EvaluationReport(
        report.format(),
        report.fingerprint(),
        report.imageSize(),
        report.channels(),
        report.training(),
        report.heldOut(),
        report.generated(),
        report.settings(),
        changed,
        report.diagnostics(),
        report.similarity(),
        report.quality());
  }

  private static JsonNode run(Sarif sarif, EvaluationReport report) throws Exception {
    return run(sarif.of(judgement("no"), Optional.of(report)));
  }

  private static JsonNode run(byte[] log) throws Exception {
    JsonNode tree = Json.mapper().readTree(log);
    assertThat(tree.get("version").asText()).isEqualTo("2.1.0");
    return tree.at("/runs/0");
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
