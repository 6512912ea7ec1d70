package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.replication.Calibration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What follows from the similarities of held-out pictures, for people to read.
 *
 * @param counted how many held-out pictures count
 * @param duplicates how many were left out because they are training pictures, too
 * @param confidence of the bounds on false positives
 * @param thresholds for some rates of false positives
 * @param quantiles of the similarities that count
 */
public record CalibrationSummary(
    int counted,
    int duplicates,
    double confidence,
    List<AtRate> thresholds,
    List<Quantile> quantiles) {
  private static final double[] RATES = {0, 0.001, 0.01, 0.05};
  private static final double[] SHARES = {0.5, 0.9, 0.99};
  private static final double ROUNDING = 1e-9;

  /**
   * A threshold.
   *
   * @param rate of false positives among the held-out pictures, at most
   * @param similarity above which a picture counts as a copy
   * @param falsePositives at most this share of new real pictures is above, with the confidence
   */
  public record AtRate(double rate, double similarity, double falsePositives) {}

  /**
   * A quantile.
   *
   * @param share of the similarities that is not above
   * @param similarity that is not exceeded
   */
  public record Quantile(double share, double similarity) {}

  /**
   * Checks that it can be compared with another.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if something is missing or the
   *     confidence is none
   */
  public CalibrationSummary {
    SavedCalibration.require(
        thresholds != null && quantiles != null, "it has no thresholds or no quantiles");
    SavedCalibration.require(
        confidence > 0.5 && confidence < 1,
        "its confidence is %s; that lies between 0.5 and 1",
        confidence);
    thresholds = List.copyOf(thresholds);
    quantiles = List.copyOf(quantiles);
  }

  static CalibrationSummary of(Calibration calibration, double confidence, double floor) {
    List<AtRate> thresholds =
        Arrays.stream(RATES)
            .mapToObj(
                rate -> {
                  Calibration.Threshold at = calibration.threshold(rate, confidence, floor);
                  return new AtRate(rate, at.similarity(), at.falsePositives());
                })
            .toList();
    List<Quantile> quantiles =
        Arrays.stream(SHARES)
            .mapToObj(share -> new Quantile(share, calibration.quantile(share)))
            .toList();
    return new CalibrationSummary(
        calibration.size(), calibration.duplicates(), confidence, thresholds, quantiles);
  }

  /** Tells whether another says the same but for rounding; what is no number never does. */
  boolean isNear(CalibrationSummary other) {
    boolean near =
        counted == other.counted
            && duplicates == other.duplicates
            && thresholds.size() == other.thresholds.size()
            && quantiles.size() == other.quantiles.size();
    for (int i = 0; near && i < thresholds.size(); i++) {
      AtRate one = thresholds.get(i);
      AtRate two = other.thresholds.get(i);
      near =
          isNear(one.rate, two.rate)
              && isNear(one.similarity, two.similarity)
              && isNear(one.falsePositives, two.falsePositives);
    }
    for (int i = 0; near && i < quantiles.size(); i++) {
      near =
          isNear(quantiles.get(i).share, other.quantiles.get(i).share)
              && isNear(quantiles.get(i).similarity, other.quantiles.get(i).similarity);
    }
    return near;
  }

  private static boolean isNear(double one, double other) {
    return Math.abs(one - other) <= ROUNDING;
  }

  /** Returns the numbers in one clause. */
  public String sentence() {
    String first =
        thresholds.isEmpty()
            ? "no threshold"
            : String.format(
                Locale.ROOT,
                "threshold %.6f, which at most %s of new real pictures pass",
                thresholds.get(0).similarity,
                RateVerdict.percent(thresholds.get(0).falsePositives));
    return String.format(
        Locale.ROOT,
        "%,d held-out pictures that count, %,d that are training pictures, and %s (confidence %s)",
        counted,
        duplicates,
        first,
        confidence);
  }
}
