package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.report.Replication;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.recipe.GateBy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What somebody has looked at and accepted: which training pictures are copied, and how good the
 * pictures were. It is kept under version control, so that accepting is a change that others see.
 *
 * @param format {@link #FORMAT}
 * @param detector what found the copies
 * @param hits independent pictures that counted as copies, accepted ones among them
 * @param samples how many there were, at least 1
 * @param confidence of the bounds on their rate
 * @param accepted training pictures of which copies do not count, by digest
 * @param quality what was measured of it
 */
public record Baseline(
    String format,
    DescriptorIdentity detector,
    long hits,
    long samples,
    double confidence,
    List<Accepted> accepted,
    List<QualityMetric> quality) {
  /** The only format there is. */
  public static final String FORMAT = "diffusion4j-baseline-1";

  /**
   * A training picture of which copies are accepted. Generated pictures change with every model, so
   * it is the training picture that a finding is known by.
   *
   * @param training its digest, 64 lower-case hexadecimal digits
   * @param similarity of its most similar copy
   */
  public record Accepted(String training, double similarity) {
    /**
     * Checks both.
     *
     * @throws EvaluationException if the digest is none, or the similarity no number
     */
    public Accepted {
      if (training == null || !training.matches("[0-9a-f]{64}")) {
        throw new EvaluationException(
            "an accepted picture is named by 64 lower-case hexadecimal digits, not '%s'"
                .formatted(training));
      }
      if (!Double.isFinite(similarity)) {
        throw new EvaluationException(
            "the similarity of accepted picture %s is %s".formatted(training, similarity));
      }
    }
  }

  /**
   * Checks that nothing is missing and the counts are counts.
   *
   * @throws EvaluationException if something is; the message names it
   */
  public Baseline {
    if (detector == null || accepted == null || quality == null) {
      throw new EvaluationException("detector, accepted pictures and quality are not all there");
    }
    if (hits < 0 || samples < 1 || hits > samples) {
      throw new EvaluationException("%,d of %,d pictures are no hits".formatted(hits, samples));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new EvaluationException("the confidence is " + confidence + "; it is between 0 and 1");
    }
    accepted = List.copyOf(accepted);
    quality = List.copyOf(quality);
    if (accepted.stream().map(Accepted::training).distinct().count() < accepted.size()) {
      throw new EvaluationException("an accepted picture is named twice");
    }
    for (QualityMetric each : quality) {
      if (each.name() == null
          || each.against() == null
          || each.better() == null
          || each.interval() == null
          || !isFinite(each)) {
        throw new EvaluationException("metric '%s' is no measurement".formatted(each.name()));
      }
    }
  }

  /** Tells whether it is an interval; beyond an infinite one nothing would ever be worse. */
  private static boolean isFinite(QualityMetric metric) {
    double lower = metric.interval().lower();
    double upper = metric.interval().upper();
    return lower <= upper && Double.isFinite(lower) && Double.isFinite(upper);
  }

  /** Accepts all that a report lists, and forgets what it does not list any more. */
  public static Baseline of(EvaluationReport report) {
    Replication found = report.replication();
    Map<String, Double> worst = new TreeMap<>();
    for (Finding each : found.findings()) {
      worst.merge(each.trainingDigest(), each.similarity(), Math::max);
    }
    ClopperPearson bound = found.rate().bound();
    return new Baseline(
        FORMAT,
        found.detector(),
        bound.hits(),
        bound.samples(),
        bound.confidence(),
        worst.entrySet().stream()
            .map(each -> new Accepted(each.getKey(), each.getValue()))
            .toList(),
        report.quality().stream()
            .filter(Baseline::isFinite)
            .sorted(Comparator.comparing(QualityMetric::against).thenComparing(QualityMetric::name))
            .toList());
  }

  /** Returns the digests of the training pictures of which copies do not count. */
  public Set<String> digests() {
    return accepted.stream().map(Accepted::training).collect(Collectors.toUnmodifiableSet());
  }

  /** Judges whether a report's pictures copy others than the accepted training pictures. */
  public GateResult judge(EvaluationReport report, CheckSettings settings) {
    return new Judge(settings, List.of(), GateBy.INTERVAL, Optional.of(this), false)
        .of(report)
        .gates()
        .get(0);
  }

  /** Returns what the counts say of the rate of copies, whatever anybody wrote beside them. */
  ClopperPearson bound() {
    return ClopperPearson.of(hits, samples, confidence);
  }
}
