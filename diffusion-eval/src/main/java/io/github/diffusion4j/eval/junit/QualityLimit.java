package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A bound of a metric: the whole interval has to lie on its right side.
 *
 * @param metric with or without descriptor and number of pictures: {@code fd} or {@code
 *     fd-pixels-1k}
 * @param side {@code LOWER}: at most the bound
 * @param bound finite
 */
record QualityLimit(String metric, Better side, double bound) {
  QualityLimit {
    if (!Double.isFinite(bound)) {
      throw new EvaluationException(
          "the bound of '" + metric + "' is " + bound + "; give a finite number");
    }
  }

  /**
   * Finds the metric: against held-out pictures if there are any, else against training pictures.
   *
   * @throws EvaluationException if it was not measured, or its other side is the better one
   */
  QualityMetric in(List<QualityMetric> measured) {
    QualityMetric found =
        measured.stream()
            .filter(each -> each.name().equals(metric) || each.name().startsWith(metric + "-"))
            .findFirst()
            .orElseThrow(() -> new EvaluationException(unknown(measured)));
    if (found.better() != side) {
      throw new EvaluationException(
          found.better() == Better.LOWER
              ? "lower is better of " + found.name() + "; say what it is to be at most"
              : "higher is better of " + found.name() + "; say what it is to be at least");
    }
    return found;
  }

  private String unknown(List<QualityMetric> measured) {
    if (measured.isEmpty()) {
      return "'"
          + metric
          + "' was not measured: metrics of quality take 20 generated and 20 real pictures or more";
    }
    return "there is no metric '%s'; there are %s"
        .formatted(
            metric,
            measured.stream()
                .map(QualityMetric::name)
                .distinct()
                .collect(Collectors.joining(", ")));
  }

  Verdict verdict(Interval interval) {
    boolean most = side == Better.LOWER;
    if (most ? interval.upper() <= bound : interval.lower() >= bound) {
      return Verdict.PASS;
    }
    // Written so that NaN is no pass and no fail.
    return (most ? interval.lower() > bound : interval.upper() < bound)
        ? Verdict.FAIL
        : Verdict.INCONCLUSIVE;
  }

  String sentence(QualityMetric found) {
    Interval interval = found.interval();
    return String.format(
        Locale.ROOT,
        "%s: %s against %s pictures is %.4g (%.4g to %.4g with %.4g %% confidence), and should be at %s %.4g",
        verdict(interval),
        found.name(),
        found.against(),
        interval.estimate(),
        interval.lower(),
        interval.upper(),
        100 * interval.confidence(),
        side == Better.LOWER ? "most" : "least",
        bound);
  }
}
