package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.statistics.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityLimitTest {
  private static Interval between(double lower, double upper) {
    return new Interval((lower + upper) / 2, lower, upper, 0.95, "test");
  }

  @ParameterizedTest
  @CsvSource({
    "LOWER, 1, 2, 2, PASS",
    "LOWER, 1, 2, 1.5, INCONCLUSIVE",
    "LOWER, 1, 2, 1, INCONCLUSIVE",
    "LOWER, 1, 2, 0.9, FAIL",
    "HIGHER, 1, 2, 1, PASS",
    "HIGHER, 1, 2, 1.5, INCONCLUSIVE",
    "HIGHER, 1, 2, 2, INCONCLUSIVE",
    "HIGHER, 1, 2, 2.1, FAIL",
    "LOWER, NaN, NaN, 1, INCONCLUSIVE",
    "HIGHER, NaN, NaN, 1, INCONCLUSIVE",
  })
  void wantsTheWholeIntervalOnItsSide(
      Better side, double lower, double upper, double bound, Verdict verdict) {
    assertThat(new QualityLimit("fd", side, bound).verdict(between(lower, upper)))
        .isEqualTo(verdict);
  }

  @Test
  void findsTheMetricAgainstHeldOutPicturesFirst() {
    QualityMetric heldOut =
        new QualityMetric("fd-pixels-1k", "held-out", between(1, 2), Better.LOWER);
    QualityMetric training =
        new QualityMetric("fd-pixels-1k", "training", between(3, 4), Better.LOWER);
    List<QualityMetric> measured = List.of(heldOut, training);

    assertThat(new QualityLimit("fd", Better.LOWER, 1).in(measured)).isSameAs(heldOut);
    assertThat(new QualityLimit("fd-pixels-1k", Better.LOWER, 1).in(measured)).isSameAs(heldOut);
    assertThatThrownBy(() -> new QualityLimit("f", Better.LOWER, 1).in(measured))
        .isInstanceOf(EvaluationException.class)
        .hasMessage("there is no metric 'f'; there are fd-pixels-1k");
  }

  @Test
  void saysWhyNothingWasMeasured() {
    assertThatThrownBy(() -> new QualityLimit("fd", Better.LOWER, 1).in(List.of()))
        .hasMessageContaining("'fd' was not measured")
        .hasMessageContaining("20 generated and 20 real pictures");
  }
}
