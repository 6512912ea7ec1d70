package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.replication.Diagnostic;
import java.util.List;

/**
 * All that an evaluation measured. Its JSON is canonical: the same measurement gives the same text.
 *
 * @param format {@link #FORMAT}
 * @param fingerprint of everything that the numbers depend on; a report of another fingerprint is
 *     stale
 * @param imageSize pixels a side at which all pictures were compared
 * @param channels 1 or 3
 * @param training the pictures that may have been copied
 * @param heldOut the pictures that calibrate, or null if there were none
 * @param generated the pictures that are judged
 * @param settings of the check
 * @param replication whether they copy
 * @param diagnostics other tests for copying, which decide nothing
 * @param similarity of generated pictures with training pictures, and of these among each other;
 *     null if a picture has no direction to compare
 * @param quality whether they are good, beside held-out pictures and training pictures
 */
public record EvaluationReport(
    String format,
    String fingerprint,
    int imageSize,
    int channels,
    SetSummary training,
    SetSummary heldOut,
    SetSummary generated,
    CheckSettings settings,
    Replication replication,
    List<Diagnostic> diagnostics,
    DatasetSimilarity similarity,
    List<QualityMetric> quality) {
  /** The only format there is. */
  public static final String FORMAT = "diffusion4j-evaluation-1";
}
