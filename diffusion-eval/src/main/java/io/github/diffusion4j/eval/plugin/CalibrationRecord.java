package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Objects;

/**
 * What somebody found out about a descriptor on held-out pictures, as {@link
 * io.github.diffusion4j.eval.replication.Calibration} does it. It says what to expect; pictures are
 * judged by a calibration on pictures like themselves.
 *
 * @param preprocessing of the descriptor that it was made with, see {@link
 *     PreprocessingContract#preprocessing}
 * @param data which pictures were held out, such as {@code DISC2021 validation}
 * @param pictures how many, at least 1
 * @param similarity the threshold
 * @param falsePositives the share of new real pictures above it, at most, 0 to 1
 * @param confidence of that, between 0 and 1
 */
public record CalibrationRecord(
    String preprocessing,
    String data,
    int pictures,
    double similarity,
    double falsePositives,
    double confidence) {

  /**
   * Checks all ranges.
   *
   * @throws EvaluationException if one is left
   */
  public CalibrationRecord {
    Objects.requireNonNull(preprocessing, "preprocessing");
    if (data.isBlank()) {
      throw new EvaluationException("calibration.data is blank; name the pictures it was made on");
    }
    if (pictures < 1) {
      throw new EvaluationException(
          "calibration.pictures is %d; it is a number of pictures, at least 1".formatted(pictures));
    }
    if (!Double.isFinite(similarity)) {
      throw new EvaluationException(
          "calibration.similarity is %s; it is a finite number".formatted(similarity));
    }
    if (!(falsePositives >= 0 && falsePositives <= 1)) {
      throw new EvaluationException(
          "calibration.false-positives is %s; it is a share, 0 to 1".formatted(falsePositives));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new EvaluationException(
          "calibration.confidence is %s; it is above 0 and below 1, such as 0.95"
              .formatted(confidence));
    }
  }
}
