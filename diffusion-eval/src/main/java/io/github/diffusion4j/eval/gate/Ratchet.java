package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.quality.MetricName;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityMetric.Better;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares with what was accepted last: nothing may have become worse than chance explains. Worse
 * is a rate or a number whose better end lies beyond the worse end of the one before.
 */
record Ratchet(Baseline before) {

  List<GateResult> judge(EvaluationReport report) {
    List<GateResult> results = new ArrayList<>();
    results.add(replication(report));
    before.quality().forEach(each -> results.add(quality(each, report.quality())));
    return results;
  }

  private GateResult replication(EvaluationReport report) {
    String gate = "ratchet replication";
    if (!before.detector().equals(report.replication().detector())) {
      return new GateResult(
          gate,
          Verdict.FAIL,
          "the baseline is by %s and the report by %s; accept again"
              .formatted(before.detector(), report.replication().detector()));
    }
    ClopperPearson told = report.replication().rate().bound();
    ClopperPearson now =
        ClopperPearson.of(told.hits(), told.samples(), report.settings().confidence());
    double most = before.bound().upper();
    boolean worse = now.lower() > most;
    return new GateResult(
            gate,
            worse ? Verdict.FAIL : Verdict.PASS,
            String.format(
                Locale.ROOT,
                "the rate of copies is at least %.3f %%, %s the accepted one was at most %.3f %%",
                100 * now.lower(),
                worse ? "but" : "and",
                100 * most))
        .with(
            new GateResult.Numbers(
                percent(now.rate()),
                percent(now.lower()) + " to " + percent(now.upper()),
                "at most " + percent(most),
                now.samples()));
  }

  private static GateResult quality(QualityMetric old, List<QualityMetric> measured) {
    String gate = "ratchet " + old.name() + "@" + old.against();
    Optional<QualityMetric> found =
        measured.stream()
            .filter(each -> each.name().equals(old.name()) && each.against().equals(old.against()))
            .findFirst();
    if (found.isEmpty()) {
      return new GateResult(
          gate,
          Verdict.FAIL,
          "%s against %s pictures was accepted and is not measured any more; evaluate as many pictures as then, or accept again"
              .formatted(old.name(), old.against()));
    }
    boolean lower = old.better() == Better.LOWER;
    double now = lower ? found.get().interval().lower() : found.get().interval().upper();
    double then = lower ? old.interval().upper() : old.interval().lower();
    // Written so that NaN is worse.
    boolean asGood = lower ? now <= then : now >= then;
    return new GateResult(
            gate,
            asGood ? Verdict.PASS : Verdict.FAIL,
            String.format(
                Locale.ROOT,
                "%s against %s pictures is %s %.6g, %s the accepted one was %s %.6g",
                old.name(),
                old.against(),
                lower ? "at least" : "at most",
                now,
                asGood ? "and" : "but",
                lower ? "at most" : "at least",
                then))
        .with(
            new GateResult.Numbers(
                number(found.get().interval().estimate()),
                number(found.get().interval().lower())
                    + " to "
                    + number(found.get().interval().upper()),
                (lower ? "at most " : "at least ") + number(then),
                MetricName.generated(old.name())));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private static String percent(double rate) {
    return String.format(Locale.ROOT, "%.3f %%", 100 * rate);
  }
}
