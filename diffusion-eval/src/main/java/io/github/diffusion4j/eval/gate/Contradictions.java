package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Evidence;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.RateVerdict;
import io.github.diffusion4j.eval.check.Sensitivity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Histogram;
import io.github.diffusion4j.eval.report.Replication;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What in a report does not fit together, as after somebody changed a number of it by hand. Whoever
 * changes all that belong together, by the same arithmetic, is not found out; evaluating again is
 * what helps then.
 */
final class Contradictions {
  private static final double ROUNDING = 1e-9;

  /** Beyond the last bin of any histogram. */
  private static final int FAR = 1 << 30;

  private final EvaluationReport report;
  private final Replication found;
  private final CheckSettings settings;

  Contradictions(EvaluationReport report, CheckSettings settings) {
    this.report = report;
    this.found = report.replication();
    this.settings = settings;
  }

  /** Returns the first as a clause, or nothing. */
  Optional<String> first() {
    try {
      settings();
      counts();
      calibration();
      findings();
      PromptContradictions.requireConsistent(found);
      sensitivity();
      searchRecall();
      verdict();
      return Optional.empty();
    } catch (Contradiction contradiction) {
      return Optional.of(contradiction.getMessage());
    } catch (EvaluationException | IllegalArgumentException impossible) {
      return Optional.of(impossible.getMessage());
    }
  }

  private void settings() {
    require(
        report.settings().equals(settings),
        "it is of other settings (%s) than those asked for (%s)",
        report.settings(),
        settings);
  }

  private void counts() {
    long generated = report.generated().pictures();
    long samples = found.rate().bound().samples();
    require(
        found.independent() >= 1 && found.independent() <= generated,
        "%,d of %,d generated pictures are said to be independent",
        found.independent(),
        generated);
    require(
        found.different() >= 1 && found.different() <= generated,
        "%,d of %,d generated pictures are said to differ",
        found.different(),
        generated);
    require(
        samples == found.independent(),
        "the rate is of %,d pictures, and %,d are independent",
        samples,
        found.independent());
    require(
        sum(found.generatedSimilarities(), 0) == generated,
        "the histogram is of %,d generated pictures, and there are %,d",
        sum(found.generatedSimilarities(), 0),
        generated);
  }

  private void calibration() {
    require(
        found.weakNull() == (report.heldOut() == null),
        "it says both that there are held-out pictures and that there are none");
    long pictures = found.weakNull() ? report.training().pictures() : report.heldOut().pictures();
    long calibrating = (long) found.heldOut() + found.heldOutDuplicates();
    require(
        found.heldOut() >= 1 && found.heldOutDuplicates() >= 0 && calibrating == pictures,
        "%,d and %,d pictures calibrate or are left out, and there are %,d",
        found.heldOut(),
        found.heldOutDuplicates(),
        pictures);
    require(
        sum(found.heldOutSimilarities(), 0) == pictures,
        "the histogram is of %,d held-out pictures, and there are %,d",
        sum(found.heldOutSimilarities(), 0),
        pictures);
    threshold(found.threshold());
  }

  private void threshold(Calibration.Threshold threshold) {
    int allowed = (int) Math.floor(settings.falsePositives() * found.heldOut());
    require(
        threshold.confidence() == settings.confidence()
            && (threshold.rank() == 0 || threshold.rank() == allowed + 1),
        "the threshold is of rank %d with confidence %s, which the settings do not give",
        threshold.rank(),
        threshold.confidence());
    if (threshold.rank() > 0) {
      double bound = ClopperPearson.of(allowed, found.heldOut(), settings.confidence()).upper();
      require(
          near(bound, threshold.falsePositives()),
          "the threshold's rate of false positives is %s, and its rank gives %s",
          threshold.falsePositives(),
          bound);
      int above = found.heldOutDuplicates() + threshold.rank();
      Histogram heldOut = found.heldOutSimilarities();
      int bin = bin(heldOut, threshold.similarity());
      require(
          sum(heldOut, bin - 1) >= above && sum(heldOut, bin + 2) < above,
          "the threshold is %s, which is not the similarity of rank %d among held-out pictures",
          threshold.similarity(),
          threshold.rank());
    }
  }

  private void findings() {
    List<Finding> listed = found.findings();
    long hits = found.rate().bound().hits();
    Set<Integer> generated = new HashSet<>();
    for (Finding each : listed) {
      require(
          each.similarity() > found.threshold().similarity() && each.similarity() <= 1 + ROUNDING,
          "a finding's similarity is %s, and the threshold %s",
          each.similarity(),
          found.threshold().similarity());
      require(
          generated.add(each.generated())
              && each.generated() >= 0
              && each.generated() < report.generated().pictures()
              && each.training() >= 0
              && each.training() < report.training().pictures(),
          "a finding is of generated picture %d and training picture %d, which cannot be",
          each.generated(),
          each.training());
    }
    for (Finding each : listed) {
      require(
          each.nearDuplicates() >= -1 && each.nearDuplicates() < report.training().pictures(),
          "a finding has %d near-duplicates of %d training pictures",
          each.nearDuplicates(),
          report.training().pictures());
    }
    long unlisted = found.copies() - (long) listed.size();
    long groups = listed.stream().map(Finding::group).distinct().count();
    require(
        unlisted >= 0 && (unlisted == 0 || listed.size() >= Replication.MOST_FINDINGS),
        "%,d pictures count as copies, and %,d are listed",
        found.copies(),
        listed.size());
    require(
        hits >= groups && hits <= groups + unlisted,
        "%,d hits are counted, and the findings are %,d",
        hits,
        groups + unlisted);
    Histogram similarities = found.generatedSimilarities();
    int bin = bin(similarities, found.threshold().similarity());
    require(
        found.copies() >= sum(similarities, bin + 2)
            && found.copies() <= sum(similarities, bin - 1),
        "%,d pictures count as copies, and the histogram has %,d of them",
        found.copies(),
        sum(similarities, bin + 2));
  }

  private void sensitivity() {
    for (Sensitivity each : found.sensitivity()) {
      require(
          each.found().samples() >= 1 && each.found().samples() <= settings.planted(),
          "%,d copies of kind %s were planted, and %,d were asked for",
          each.found().samples(),
          each.kind(),
          settings.planted());
    }
  }

  private void searchRecall() {
    ClopperPearson recall = found.searchRecall();
    if (recall == null) {
      return;
    }
    long planted = found.sensitivity().stream().mapToLong(each -> each.found().samples()).sum();
    require(
        recall.samples() <= planted + report.generated().pictures(),
        "the search's recall is of %,d searches, and there were not as many",
        recall.samples());
    double lower =
        ClopperPearson.of(recall.hits(), recall.samples(), settings.confidence()).lower();
    require(
        near(recall.lower(), lower),
        "the search's recall is said to be at least %s, and its counts give %s",
        recall.lower(),
        lower);
  }

  private void verdict() {
    Evidence.Conclusion conclusion = found.evidence().judge(settings);
    require(
        conclusion.verdict() == found.verdict(),
        "it says %s, and its counts say %s (%s)",
        found.verdict(),
        conclusion.verdict(),
        conclusion.reasons().get(0));
    require(
        same(conclusion.rate(), found.rate()),
        "it bounds the rate by %s and %s, and its counts by %s and %s",
        found.rate().bound().lower(),
        found.rate().upper(),
        conclusion.rate().bound().lower(),
        conclusion.rate().upper());
    PromptContradictions.requireSame(found.prompts(), conclusion.prompts());
  }

  static boolean same(RateVerdict worked, RateVerdict told) {
    return worked.verdict() == told.verdict()
        && near(worked.bound().lower(), told.bound().lower())
        && near(worked.upper(), told.upper());
  }

  /** Returns the bin of a similarity; below 0 or above the last where it is outside. */
  private static int bin(Histogram histogram, double similarity) {
    double width = (histogram.to() - histogram.from()) / Math.max(1, histogram.counts().length);
    require(width > 0 && Double.isFinite(width), "a histogram has no width");
    require(Double.isFinite(similarity), "the threshold is %s", similarity);
    double bin = Math.floor((similarity - histogram.from()) / width);
    return (int) Math.max(-FAR, Math.min(FAR, bin));
  }

  /** Counts what is in a bin or above. */
  private static long sum(Histogram histogram, int from) {
    int[] counts = histogram.counts();
    require(Arrays.stream(counts).allMatch(count -> count >= 0), "a histogram counts below 0");
    return Arrays.stream(counts)
        .skip(Math.max(0, Math.min(from, counts.length)))
        .asLongStream()
        .sum();
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= ROUNDING;
  }

  static void require(boolean fits, String otherwise, Object... values) {
    if (!fits) {
      throw new Contradiction(String.format(Locale.ROOT, otherwise, values));
    }
  }

  private static final class Contradiction extends RuntimeException {
    private static final long serialVersionUID = 1;

    Contradiction(String message) {
      super(message, null, false, false);
    }
  }
}
