package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Evidence;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PromptCount;
import io.github.diffusion4j.eval.check.PromptKind;
import io.github.diffusion4j.eval.check.Sensitivity;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.statistics.ClopperPearson;
import io.github.diffusion4j.eval.statistics.Interval;
import io.github.diffusion4j.store.Digests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Reports of 1,000 generated pictures, some of which count as copies, whole and consistent. */
public final class Reports {
  /** Settings of each. */
  public static final CheckSettings SETTINGS = CheckSettings.standard();

  private Reports() {}

  /** A report in which generated picture i copies training picture i, for the first few i. */
  public static EvaluationReport withCopies(int copies) {
    return withCopies(copies, "");
  }

  /** The same, of a caption that would be on all that copy. */
  public static EvaluationReport withCopies(int copies, String caption) {
    boolean grouped = !caption.isEmpty() && copies > 0;
    List<Finding> findings =
        IntStream.range(0, copies)
            .mapToObj(
                i ->
                    new Finding(
                        i,
                        grouped ? 0 : i,
                        PromptKind.NEUTRAL,
                        caption,
                        generated(i),
                        i,
                        training(i),
                        0.99 - 1e-5 * i,
                        0.0025,
                        true,
                        0))
            .toList();
    return of(findings, grouped ? 1 : copies, grouped ? 1001 - copies : 1000, List.of());
  }

  /** A report without copies of a search that found all of a thousand. */
  public static EvaluationReport searchedApproximately() {
    return of(List.of(), 0, 1000, ClopperPearson.of(1000, 1000, 0.95), List.of());
  }

  /**
   * A report of 400 pictures that were drawn by training captions, the first of which are copies,
   * and 600 others.
   */
  public static EvaluationReport ofTrainingPrompts(int copies) {
    List<Finding> findings =
        withCopies(copies).replication().findings().stream()
            .map(
                f ->
                    new Finding(
                        f.generated(),
                        f.group(),
                        PromptKind.TRAINING,
                        f.caption(),
                        f.generatedDigest(),
                        f.training(),
                        f.trainingDigest(),
                        f.similarity(),
                        f.pValue(),
                        f.significant(),
                        f.nearDuplicates()))
            .toList();
    return of(
        findings,
        copies,
        1000,
        List.of(
            new PromptCount(PromptKind.TRAINING, copies, 400),
            new PromptCount(PromptKind.NEUTRAL, 0, 600)));
  }

  private static EvaluationReport of(
      List<Finding> findings, int hits, int independent, List<PromptCount> prompts) {
    return of(findings, hits, independent, null, prompts);
  }

  private static EvaluationReport of(
      List<Finding> findings,
      int hits,
      int independent,
      ClopperPearson searchRecall,
      List<PromptCount> prompts) {
    List<Sensitivity> sensitivity =
        List.of(
            new Sensitivity("flip", true, ClopperPearson.of(200, 200, 0.95)),
            new Sensitivity("crop", false, ClopperPearson.of(3, 200, 0.95)));
    double falsePositives = ClopperPearson.of(0, 400, 0.95).upper();
    Evidence.Conclusion conclusion =
        new Evidence(
                hits, independent, 1000, false, falsePositives, sensitivity, searchRecall, prompts)
            .judge(SETTINGS);
    int[] counts = new int[60];
    counts[10] = 1000 - findings.size();
    counts[59] = findings.size();
    int[] heldOut = new int[60];
    heldOut[12] = 399;
    // The largest of them is the threshold.
    heldOut[53] = 1;
    Replication replication =
        new Replication(
            new DescriptorIdentity("tiled-pixels", "", "32x32"),
            conclusion.verdict(),
            conclusion.reasons(),
            400,
            0,
            false,
            1000,
            independent,
            new Calibration.Threshold(0.9, 1, falsePositives, 0.95),
            conclusion.rate(),
            conclusion.prompts(),
            sensitivity,
            searchRecall,
            findings.size(),
            findings,
            new Histogram(0.2, 0.99, counts),
            new Histogram(0.2, 0.99, heldOut));
    return new EvaluationReport(
        EvaluationReport.FORMAT,
        digest("fingerprint"),
        32,
        3,
        new SetSummary("5,000 pictures", 5000, 0, digest("training")),
        new SetSummary("400 pictures", 400, 0, digest("held-out")),
        new SetSummary("1,000 pictures", 1000, 0, digest("generated")),
        SETTINGS,
        replication,
        List.of(),
        null,
        List.of(
            metric("fd-pixels-1k", 0.25, 0.2, 0.3, QualityMetric.Better.LOWER),
            metric("precision-pixels-1k", 0.8, 0.7, 0.9, QualityMetric.Better.HIGHER)));
  }

  /** A metric against held-out pictures. */
  public static QualityMetric metric(
      String name, double estimate, double lower, double upper, QualityMetric.Better better) {
    return new QualityMetric(
        name, "held-out", new Interval(estimate, lower, upper, 0.95, "jackknife"), better);
  }

  /** The digest of a generated picture. */
  public static String generated(int index) {
    return digest("generated " + index);
  }

  /** The digest of a training picture. */
  public static String training(int index) {
    return digest("training " + index);
  }

  private static String digest(String of) {
    return Digests.sha256(of.getBytes(StandardCharsets.UTF_8));
  }
}
