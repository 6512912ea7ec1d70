package io.github.diffusion4j.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.report.Judgement;
import io.github.diffusion4j.eval.report.Reports;
import io.github.diffusion4j.recipe.GateBy;
import io.github.diffusion4j.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWrites() throws Exception {
    Baseline baseline = Baseline.of(Reports.withCopies(30));
    Path file = folder.resolve("baseline.json");
    BaselineFile.write(file, baseline);
    byte[] first = Files.readAllBytes(file);
    assertThat(BaselineFile.read(file)).isEqualTo(baseline);
    BaselineFile.write(file, BaselineFile.read(file));
    assertThat(file).hasBinaryContent(first);
    assertThat(baseline.accepted())
        .isSortedAccordingTo((a, b) -> a.training().compareTo(b.training()));
  }

  @Test
  void acceptedFindingsDoNotCountAndNewOnesDo() {
    Baseline thirty = Baseline.of(Reports.withCopies(30));
    Judgement same = judge(thirty, false).of(Reports.withCopies(30));
    assertThat(same.passed()).isTrue();
    assertThat(same.text()).contains("0 of 1,000", "30 more copy what the baseline accepts");
    assertThat(same.accepted()).hasSize(30).contains(Reports.training(7));

    Judgement more = judge(thirty, false).of(Reports.withCopies(80));
    assertThat(more.passed()).isFalse();
    assertThat(more.text()).contains("50 of 1,000", "30 more copy");
  }

  @Test
  void acceptedFindingsDoNotCountAmongTrainingPromptsEither() {
    EvaluationReport report = Reports.ofTrainingPrompts(13);
    assertThat(judge(Baseline.of(report), false).of(report).passed()).isTrue();
    Judgement some = judge(Baseline.of(Reports.withCopies(5)), false).of(report);
    assertThat(some.text()).contains("training pictures, 8 of 400");
  }

  @Test
  void aPromptOfWhichOneCopyIsNewCounts() {
    EvaluationReport prompt = Reports.withCopies(3, "a red square");
    Baseline two = Baseline.of(Reports.withCopies(2));
    assertThat(judge(two, false).of(prompt).text())
        .contains("1 of 998")
        .doesNotContain("more copy");
    Baseline three = Baseline.of(Reports.withCopies(3));
    assertThat(judge(three, false).of(prompt).text()).contains("0 of 998", "1 more copy");
  }

  @Test
  void theRatchetFailsOnlyWhatIsWorseThanChance() {
    Baseline thirty = Baseline.of(Reports.withCopies(30));
    assertThat(ratchet(thirty, Reports.withCopies(30))).containsOnly(Verdict.PASS);
    assertThat(ratchet(thirty, Reports.withCopies(40))).first().isEqualTo(Verdict.PASS);
    // 60 of 1,000 are at least 4.8 %, and 30 of 1,000 at most 4.1 %.
    assertThat(ratchet(thirty, Reports.withCopies(60)))
        .containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.PASS);
    assertThat(ratchet(Baseline.of(Reports.withCopies(60)), Reports.withCopies(30)))
        .containsOnly(Verdict.PASS);
  }

  @Test
  void theRatchetComparesQualityTheRightWayRound() {
    EvaluationReport report = Reports.withCopies(0);
    assertThat(ratchet(with("fd-pixels-1k", 0.1, 0.19, Better.LOWER), report))
        .containsExactly(Verdict.PASS, Verdict.FAIL);
    assertThat(ratchet(with("fd-pixels-1k", 0.1, 0.2, Better.LOWER), report))
        .containsExactly(Verdict.PASS, Verdict.PASS);
    assertThat(ratchet(with("precision-pixels-1k", 0.91, 0.99, Better.HIGHER), report))
        .containsExactly(Verdict.PASS, Verdict.FAIL);
    assertThat(ratchet(with("precision-pixels-1k", 0.1, 0.2, Better.HIGHER), report))
        .containsExactly(Verdict.PASS, Verdict.PASS);
    assertThat(ratchet(with("fd-pixels-2k", 0, 9, Better.LOWER), report))
        .containsExactly(Verdict.PASS, Verdict.FAIL);
  }

  @Test
  void aRatchetNeedsABaseline() {
    assertThatThrownBy(
            () -> new Judge(Reports.SETTINGS, List.of(), GateBy.INTERVAL, Optional.empty(), true))
        .hasMessageContaining("no baseline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "not JSON",
        "{\"format\": \"diffusion4j-baseline-2\"}",
        "{\"format\": \"diffusion4j-baseline-1\"}"
      })
  void whatIsNoBaselineIsRefused(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("baseline.json"), text);
    assertThatThrownBy(() -> BaselineFile.read(file)).isInstanceOf(EvaluationException.class);
  }

  @Test
  void aBaselineMadeToLieIsRefused() throws Exception {
    refused("/hits", "-1");
    refused("/hits", "5000");
    refused("/samples", "0");
    refused("/confidence", "1.5");
    refused("/accepted/0/training", "\"../../etc/passwd\"");
    String second = Baseline.of(Reports.withCopies(3)).accepted().get(1).training();
    refused("/accepted/0/training", "\"" + second + "\"");
    refused("/accepted/0/similarity", "\"high\"");
    refused("/accepted/0", "null");
    refused("/quality/0/interval", "null");
    refused("/quality/0/interval/upper", "1e999");
    refused("/quality/0/interval/lower", "-1e999");
    refused("/detector/name", "\"\"");
    refused("/@class", "\"java.lang.Runtime\"");
  }

  @Test
  void aTruncatedOrOversizedBaselineIsRefused() throws Exception {
    Path file = folder.resolve("baseline.json");
    BaselineFile.write(file, Baseline.of(Reports.withCopies(3)));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length - 2; length += 31) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> BaselineFile.read(file)).isInstanceOf(EvaluationException.class);
    }
    Files.write(file, Arrays.copyOf(whole, 5 << 20));
    assertThatThrownBy(() -> BaselineFile.read(file)).hasMessageContaining("bytes");
  }

  private void refused(String where, String value) throws Exception {
    ObjectNode tree = Json.mapper().valueToTree(Baseline.of(Reports.withCopies(3)));
    JudgeTest.set(tree, where, Json.mapper().readTree(value));
    Path file = Files.writeString(folder.resolve("baseline.json"), tree.toString());
    assertThatThrownBy(() -> BaselineFile.read(file))
        .as("%s = %s", where, value)
        .isInstanceOf(EvaluationException.class);
  }

  private static Baseline with(String metric, double lower, double upper, Better better) {
    Baseline none = Baseline.of(Reports.withCopies(0));
    QualityMetric quality = Reports.metric(metric, lower, lower, upper, better);
    return new Baseline(
        none.format(),
        none.detector(),
        none.hits(),
        none.samples(),
        none.confidence(),
        none.accepted(),
        List.of(quality));
  }

  private static Judge judge(Baseline baseline, boolean ratchet) {
    return new Judge(Reports.SETTINGS, List.of(), GateBy.INTERVAL, Optional.of(baseline), ratchet);
  }

  private static List<Verdict> ratchet(Baseline baseline, EvaluationReport report) {
    return judge(baseline, true).of(report).gates().stream()
        .filter(each -> each.gate().startsWith("ratchet"))
        .map(GateResult::verdict)
        .toList();
  }
}
