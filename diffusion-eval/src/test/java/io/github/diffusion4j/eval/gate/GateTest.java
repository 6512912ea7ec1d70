package io.github.diffusion4j.eval.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.report.Reports;
import io.github.diffusion4j.recipe.GateBy;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
  private static final List<QualityMetric> MEASURED =
      List.of(
          Reports.metric("fd-pixels-1k", 0.25, 0.2, 0.3, Better.LOWER),
          Reports.metric("fd-tiles-1k", 0.25, 0.2, 0.3, Better.LOWER),
          Reports.metric("kid-pixels-1k", Double.NaN, 0, 1, Better.LOWER),
          Reports.metric("recall-pixels-1k", 0.5, 0.6, 0.7, Better.HIGHER),
          Reports.metric("precision-pixels-1k", 0.8, 0.7, 0.9, Better.HIGHER));

  @ParameterizedTest
  @CsvSource({
    "precision>=0.7, PASS, PASS",
    "precision<=0.9, PASS, PASS",
    "precision>=70%, PASS, PASS",
    "0.7<=precision<=0.9, PASS, PASS",
    "precision>=0.75, INCONCLUSIVE, PASS",
    "precision>=0.85, INCONCLUSIVE, FAIL",
    "precision<=0.75, INCONCLUSIVE, FAIL",
    "precision>=0.91, FAIL, FAIL",
    "precision<=0.69, FAIL, FAIL",
    "0.85<=precision<=0.95, INCONCLUSIVE, FAIL",
    "0.1<=precision<=0.2, FAIL, FAIL",
    "fd-pixels-1k<=0.3, PASS, PASS",
    "fd<=9, FAIL, FAIL",
    "kid<=9, FAIL, FAIL",
    "recall>=0, FAIL, FAIL",
    "precision@training>=0, FAIL, FAIL",
    "prec>=0, FAIL, FAIL",
    "fid<=9, FAIL, FAIL"
  })
  void judgesIntervalsOrEstimates(String gate, Verdict byInterval, Verdict byEstimate) {
    Gate parsed = Gate.parse(gate);
    assertThat(parsed.judge(MEASURED, GateBy.INTERVAL).verdict()).isEqualTo(byInterval);
    assertThat(parsed.judge(MEASURED, GateBy.ESTIMATE).verdict()).isEqualTo(byEstimate);
  }

  @Test
  void saysWhatWasMeasuredAndWhatWasExpected() {
    assertThat(sentence("precision>=0.91"))
        .isEqualTo(
            "precision-pixels-1k against held-out pictures is 0.8000 (0.7000 to 0.9000), but expected"
                + " minimum is 0.91");
    assertThat(sentence("precision<=0.75"))
        .contains("lies within the interval: draw more pictures");
    assertThat(sentence("fid<=9"))
        .startsWith("fid was not measured against held-out pictures")
        .contains("fd-pixels-1k@held-out", "precision-pixels-1k@held-out");
    assertThat(sentence("fd<=9")).contains("may be any of fd-pixels-1k@held-out, fd-tiles-1k");
    assertThat(sentence("kid<=9")).contains("NaN", "no measurement");
    assertThat(Gate.parse("fd<=9").judge(List.of(), GateBy.INTERVAL).sentence())
        .contains("no metric was");
  }

  @Test
  void neverPrintsAFailureThatLooksMet() {
    List<QualityMetric> close =
        List.of(Reports.metric("fd-x-1k", 0.30000001, 0.30000001, 0.30000001, Better.LOWER));
    GateResult result = Gate.parse("fd<=0.3").judge(close, GateBy.ESTIMATE);
    assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(result.sentence())
        .contains("is 0.301 (0.301 to 0.301), but expected maximum is 0.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fd<=0.3",
        "fd@training<=0.3",
        "precision>=0.5",
        "0.5<=vendi-ratio<=1.2",
        "-1<=fd",
        " fd  <= 0.3 "
      })
  void readsWhatItWrites(String text) {
    Gate gate = Gate.parse(text);
    assertThat(Gate.parse(gate.name())).isEqualTo(gate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fd",
        "fd<0.3",
        "fd<=",
        "<=0.3",
        "fd<=NaN",
        "fd<=1e999999999",
        "fd@elsewhere<=1",
        "0.1<=fd>=0.3",
        "0.3<=fd<=0.1",
        "fd<=0.3 <script>"
      })
  void refusesWhatIsNoGate(String text) {
    assertThatThrownBy(() -> Gate.parse(text)).isInstanceOf(EvaluationException.class);
  }

  @Test
  void aShareIsWrittenEitherWay() {
    assertThat(Gate.parse("precision>=80%").minimum()).isEqualByComparingTo(new BigDecimal("0.8"));
  }

  private static String sentence(String gate) {
    return Gate.parse(gate).judge(MEASURED, GateBy.INTERVAL).sentence();
  }
}
