package io.github.diffusion4j.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.report.Judgement;
import io.github.diffusion4j.eval.report.ReportFile;
import io.github.diffusion4j.eval.report.Reports;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.recipe.GateBy;
import io.github.diffusion4j.store.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
  private static final Judge JUDGE = new Judge(Reports.SETTINGS, List.of(), GateBy.INTERVAL);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"0, PASS", "4, PASS", "10, INCONCLUSIVE", "50, FAIL", "1000, FAIL"})
  void worksOutTheVerdictAgain(int copies, Verdict verdict) throws Exception {
    Judgement judgement = JUDGE.of(read(tree(copies)));
    assertThat(judgement.gates()).extracting(GateResult::verdict).containsExactly(verdict);
    assertThat(judgement.gates()).extracting(GateResult::gate).containsExactly("replication");
    assertThat(judgement.passed()).isEqualTo(verdict == Verdict.PASS);
  }

  @Test
  void judgesAllGatesWhateverBecomesOfTheFirst() {
    Judge judge =
        new Judge(
            Reports.SETTINGS,
            List.of(Gate.parse("fd<=0.3"), Gate.parse("fid<=9"), Gate.parse("precision>=0.8")),
            GateBy.INTERVAL);
    Judgement judgement = judge.of(Reports.withCopies(50));
    assertThat(judgement.gates())
        .extracting(GateResult::verdict)
        .containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.FAIL, Verdict.INCONCLUSIVE);
    assertThat(judgement.text()).startsWith("FAILED, 3 of 4 gates are not met");
    assertThat(judge.of(Reports.withCopies(0)).passed()).isFalse();
  }

  /** What somebody would change who wants a report of 50 copies to pass. */
  @ParameterizedTest
  @CsvSource({
    "/replication/verdict, '\"PASS\"', says PASS",
    "/replication/rate/bound/hits, 0, hits are counted",
    "/replication/copies, 0, are listed",
    "/replication/findings, '[]', are listed",
    "/replication/independent, 900000, independent",
    "/replication/rate/bound/samples, 900000, independent",
    "/replication/different, 0, differ",
    "/replication/threshold/similarity, 0.9999, similarity of rank 1",
    "/replication/threshold/rank, 0, ''",
    "/replication/threshold/rank, 3, rank",
    "/replication/threshold/falsePositives, 0.9, rate of false positives",
    "/replication/threshold/confidence, 0.6, confidence",
    "/replication/heldOut, 9999, calibrate",
    "/replication/weakNull, true, held-out",
    "/replication/rate/upper, 0.001, bounds the rate",
    "/replication/generatedSimilarities/to, 0.1, no width",
    "/replication/generatedSimilarities/counts/59, 0, histogram",
    "/replication/sensitivity/0/found/samples, 20000, planted",
    "/replication/sensitivity/0/claimed, false, planted",
    "/settings/maxRate, 0.5, other settings",
    "/settings/confidence, 0.6, other settings",
    "/generated/pictures, 5, independent"
  })
  void findsOutOneNumberChanged(String where, String value, String says) throws Exception {
    ObjectNode tree = tree(50);
    set(tree, where, Json.mapper().readTree(value));
    Judgement judgement = JUDGE.of(read(tree));
    assertThat(judgement.passed()).isFalse();
    if (!says.isEmpty()) {
      assertThat(judgement.gates()).extracting(GateResult::gate).containsExactly("report");
      assertThat(judgement.text()).contains("contradicts itself", says);
    }
  }

  @Test
  void theWorseKindOfPromptDecides() throws Exception {
    assertThat(JUDGE.of(Reports.ofTrainingPrompts(0)).passed()).isTrue();
    EvaluationReport report = Reports.ofTrainingPrompts(13);
    assertThat(report.replication().rate().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Judgement judgement = JUDGE.of(report);
    assertThat(judgement.gates()).extracting(GateResult::verdict).containsExactly(Verdict.FAIL);
    assertThat(judgement.text()).contains("training pictures, 13 of 400");
  }

  @ParameterizedTest
  @CsvSource({
    "/replication/prompts/0/rate/bound/hits, 0, TRAINING prompts are counted",
    "/replication/prompts/0/rate/bound/samples, 4000, by kind of prompt",
    "/replication/prompts/0/rate/upper, 0.001, TRAINING prompts by",
    "/replication/prompts/0/kind, '\"NEUTRAL\"', findings are",
    "/replication/prompts, '[]', it says FAIL",
    "/replication/findings/0/prompt, '\"NEUTRAL\"', TRAINING prompts are counted",
    "/replication/findings/0/nearDuplicates, 5000, near-duplicates"
  })
  void findsOutANumberOfPromptsChanged(String where, String value, String says) throws Exception {
    ObjectNode tree = Json.mapper().valueToTree(Reports.ofTrainingPrompts(13));
    assertThat(JUDGE.of(read(tree)).text()).doesNotContain("contradicts itself");
    set(tree, where, Json.mapper().readTree(value));
    assertThat(JUDGE.of(read(tree)).text()).contains("contradicts itself", says);
  }

  @Test
  void findsOutSeveralNumbersChanged() throws Exception {
    ObjectNode tree = tree(50);
    set(tree, "/replication/verdict", Json.mapper().readTree("\"PASS\""));
    set(tree, "/replication/rate/verdict", Json.mapper().readTree("\"PASS\""));
    set(tree, "/replication/rate/bound/hits", Json.mapper().readTree("0"));
    set(tree, "/replication/copies", Json.mapper().readTree("0"));
    set(tree, "/replication/findings", Json.mapper().readTree("[]"));
    assertThat(JUDGE.of(read(tree)).text()).contains("the histogram has 50 of them");
    set(tree, "/replication/threshold/similarity", Json.mapper().readTree("0.9999"));
    assertThat(JUDGE.of(read(tree)).text()).contains("not the similarity of rank 1");
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1000, ''",
    "980, 1000, its counts say INCONCLUSIVE",
    "990, 980, hits",
    "5000, 5000, there were not as many",
    "0, 0, samples"
  })
  void worksOutTheRecallOfAnApproximateSearchAgain(long hits, long samples, String says)
      throws Exception {
    ObjectNode tree = Json.mapper().valueToTree(Reports.searchedApproximately());
    assertThat(JUDGE.of(read(tree)).passed()).isTrue();
    ObjectNode recall = (ObjectNode) tree.at("/replication/searchRecall");
    recall.put("hits", hits).put("samples", samples);
    if (hits == 980) {
      recall.put("lower", ClopperPearson.of(hits, samples, 0.95).lower());
    }
    Judgement judgement = JUDGE.of(read(tree));
    assertThat(judgement.passed()).isEqualTo(says.isEmpty());
    assertThat(judgement.text()).contains(says);
  }

  @Test
  void noRecallIsThatOfAnExactSearchAndFoundOut() throws Exception {
    ObjectNode tree = Json.mapper().valueToTree(Reports.searchedApproximately());
    set(tree, "/replication/searchRecall", null);
    assertThat(JUDGE.of(read(tree)).text()).contains("contradicts itself", "bounds the rate");
  }

  @Test
  void settingsAreThoseAskedFor() {
    CheckSettings s = Reports.SETTINGS;
    CheckSettings stricter = new CheckSettings(0.001, 0.95, 0, 0.9, 200, false, 1);
    assertThat(new Judge(stricter, List.of(), GateBy.INTERVAL).of(Reports.withCopies(0)).text())
        .contains("other settings");
    assertThat(new Judge(s, List.of(), GateBy.INTERVAL).of(Reports.withCopies(0)).passed())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/replication",
        "/replication/findings",
        "/replication/findings/0",
        "/replication/findings/0/trainingDigest",
        "/replication/sensitivity/0/found",
        "/replication/generatedSimilarities/counts",
        "/replication/detector",
        "/quality/0/interval",
        "/settings",
        "/generated/digest",
        "/fingerprint",
        "/diagnostics"
      })
  void aReportThatLacksAPartIsNone(String where) throws Exception {
    ObjectNode absent = tree(50);
    set(absent, where, null);
    assertThatThrownBy(() -> read(absent)).isInstanceOf(EvaluationException.class);
  }

  @Test
  void aTruncatedReportIsNone() throws Exception {
    byte[] whole = Json.mapper().writeValueAsBytes(tree(50));
    Path file = folder.resolve("report.json");
    for (int length = 0; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ReportFile.read(file)).isInstanceOf(EvaluationException.class);
    }
  }

  private static ObjectNode tree(int copies) {
    return Json.mapper().valueToTree(Reports.withCopies(copies));
  }

  private EvaluationReport read(JsonNode tree) throws Exception {
    Path file = folder.resolve("report.json");
    Files.write(file, tree.toString().getBytes(StandardCharsets.UTF_8));
    return ReportFile.read(file);
  }

  /** Sets what a pointer names; null removes it, or leaves a null where it stands in a list. */
  static void set(JsonNode tree, String where, JsonNode value) {
    int last = where.lastIndexOf('/');
    JsonNode parent = tree.at(where.substring(0, last));
    String key = where.substring(last + 1);
    if (parent instanceof ArrayNode array) {
      array.set(Integer.parseInt(key), value);
    } else if (value == null) {
      ((ObjectNode) parent).remove(key);
    } else {
      ((ObjectNode) parent).set(key, value);
    }
  }
}
