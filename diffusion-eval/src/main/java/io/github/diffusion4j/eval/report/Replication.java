package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Evidence;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PromptRate;
import io.github.diffusion4j.eval.check.RateVerdict;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.check.Sensitivity;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import java.util.List;

/**
 * What a check for copies found, as the report keeps it: {@link ReplicationResult} with its worst
 * findings only, and histograms in the place of single similarities.
 */
public record Replication(
    DescriptorIdentity detector,
    Verdict verdict,
    List<String> reasons,
    int heldOut,
    int heldOutDuplicates,
    boolean weakNull,
    int different,
    int independent,
    Calibration.Threshold threshold,
    RateVerdict rate,
    List<PromptRate> prompts,
    List<Sensitivity> sensitivity,
    ClopperPearson searchRecall,
    int copies,
    List<Finding> findings,
    Histogram generatedSimilarities,
    Histogram heldOutSimilarities) {
  /** How many findings a report lists, the most similar. */
  public static final int MOST_FINDINGS = 1000;

  private static final int BINS = 60;

  /** Returns what the verdict follows from. */
  public Evidence evidence() {
    return new Evidence(
        rate.bound().hits(),
        independent,
        different,
        weakNull,
        threshold.falsePositives(),
        sensitivity,
        searchRecall,
        prompts.stream().map(PromptRate::count).toList());
  }

  static Replication of(ReplicationResult result) {
    Histogram[] both = Histogram.ofBoth(result.similarities(), result.heldOutSimilarities(), BINS);
    int copies = result.findings().size();
    return new Replication(
        result.detector(),
        result.verdict(),
        result.reasons(),
        result.heldOut(),
        result.heldOutDuplicates(),
        result.weakNull(),
        result.different(),
        result.independent(),
        result.threshold(),
        result.rate(),
        result.prompts(),
        result.sensitivity(),
        result.searchRecall(),
        copies,
        result.findings().subList(0, Math.min(copies, MOST_FINDINGS)),
        both[0],
        both[1]);
  }
}
