package io.github.diffusion4j.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Judgement;
import io.github.diffusion4j.eval.report.MarkdownSummary;
import io.github.diffusion4j.eval.report.ReportFile;
import io.github.diffusion4j.eval.report.Reports;
import io.github.diffusion4j.recipe.GateBy;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of which every single value was replaced by what somebody may write there. */
class EditedReportTest {
  private static final String MARK = "\"replaced here\"";

  /** JSON, and what is none. */
  private static final List<String> HOSTILE =
      List.of(
          "0",
          "1",
          "-1",
          "0.5",
          "2147483648",
          "99999999999999999999",
          "1e308",
          "1e999",
          "-1e999",
          "9".repeat(2_000),
          "NaN",
          "Infinity",
          "\"NaN\"",
          "\"-Infinity\"",
          "\"0\"",
          "\"PASS\"",
          "\"<script>\\u001b[2J\"",
          "true",
          "false",
          "null",
          "[]",
          "{}",
          "[".repeat(5_000),
          "{\"@class\": \"java.lang.Runtime\"}");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {50, 10})
  void noSingleValueMakesAPassOfCopies(int copies) throws Exception {
    Judge judge = new Judge(Reports.SETTINGS, List.of(), GateBy.INTERVAL);
    assertThat(judge.of(Reports.withCopies(copies)).passed()).isFalse();
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    for (String where : leaves(Json.mapper().valueToTree(Reports.withCopies(copies)), "")) {
      for (String value : HOSTILE) {
        Optional<EvaluationReport> report = read(edited(copies, where, value));
        String outcome = "refused";
        if (report.isPresent()) {
          Judgement judgement = judge.of(report.get());
          assertThat(judgement.passed()).as("%s = %s", where, value).isFalse();
          outcome = judgement.hasReport() ? "judged" : "contradictory";
          assertThat(MarkdownSummary.of(judgement, report)).doesNotContain("<script");
        }
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    // If all were refused when they are read, nothing would have been tried.
    assertThat(outcomes).containsOnlyKeys("refused", "contradictory", "judged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aReportNestedTooDeeplyIsRefused(String open) throws IOException {
    assertThat(read(open.repeat(1 << 20))).isEmpty();
  }

  @Test
  void aKeyThatIsThereTwiceIsRefused() throws IOException {
    String text = Json.mapper().valueToTree(Reports.withCopies(50)).toString();
    String twice = text.replaceFirst("\"copies\":50", "\"copies\":50,\"copies\":0");
    assertThat(twice).isNotEqualTo(text);
    assertThat(read(text)).isPresent();
    assertThat(read(twice)).isEmpty();
  }

  @Test
  void aGigabyteIsRefusedBeforeItIsRead() throws IOException {
    for (String name : List.of("report.json", "baseline.json")) {
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
        file.setLength(1L << 30);
      }
    }
    assertThatThrownBy(() -> ReportFile.read(folder.resolve("report.json")))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("has 1,073,741,824 bytes, and none has more than");
    assertThatThrownBy(() -> BaselineFile.read(folder.resolve("baseline.json")))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("has 1,073,741,824 bytes, and none has more than");
  }

  @Test
  void noSingleValueOfABaselineCrashes() throws IOException {
    JsonNode whole = Json.mapper().valueToTree(Baseline.of(Reports.withCopies(3)));
    Path file = folder.resolve("baseline.json");
    int read = 0;
    for (String where : leaves(whole, "")) {
      for (String value : HOSTILE) {
        JsonNode tree = whole.deepCopy();
        JudgeTest.set(tree, where, Json.mapper().readTree(MARK));
        Files.writeString(file, tree.toString().replace(MARK, value));
        try {
          Baseline baseline = BaselineFile.read(file);
          Judge judge =
              new Judge(Reports.SETTINGS, List.of(), GateBy.INTERVAL, Optional.of(baseline), true);
          // All but the accepted three still count.
          assertThat(judge.of(Reports.withCopies(60)).passed())
              .as("%s = %s", where, value)
              .isFalse();
          read++;
        } catch (EvaluationException refused) {
          assertThat(refused).as("%s = %s", where, value).hasMessageContaining("baseline");
        }
      }
    }
    assertThat(read).isPositive();
  }

  private static String edited(int copies, String where, String value) throws IOException {
    JsonNode tree = Json.mapper().valueToTree(Reports.withCopies(copies));
    JudgeTest.set(tree, where, Json.mapper().readTree(MARK));
    return tree.toString().replace(MARK, value);
  }

  private Optional<EvaluationReport> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("report.json"), text);
    try {
      return Optional.of(ReportFile.read(file));
    } catch (EvaluationException refused) {
      assertThat(refused).hasMessageContaining("report").hasMessageContaining("evaluate again");
      return Optional.empty();
    }
  }

  /** Returns where values stand: all of an object, and of a list the first and the last. */
  private static List<String> leaves(JsonNode tree, String where) {
    List<String> leaves = new ArrayList<>();
    if (!where.isEmpty()) {
      leaves.add(where);
    }
    tree.fieldNames()
        .forEachRemaining(name -> leaves.addAll(leaves(tree.get(name), where + "/" + name)));
    for (int i = 0; i < tree.size() && tree.isArray(); i += Math.max(1, tree.size() - 1)) {
      leaves.addAll(leaves(tree.get(i), where + "/" + i));
    }
    return leaves;
  }
}
