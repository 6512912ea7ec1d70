package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.feature.EvaluationException;

/**
 * What a check is to show, and how sure of it.
 *
 * @param maxRate the largest rate of copies that passes, above 0 and below 1
 * @param confidence of either verdict, such as 0.95
 * @param falsePositives the share of new real pictures that may count as copies when the threshold
 *     is taken from held-out ones; 0 takes the largest held-out similarity
 * @param minSensitivity the least share of planted copies that a detector has to find
 * @param planted copies of each kind
 * @param weakNull whether, without held-out pictures, the training pictures compared with each
 *     other may take their place in a verdict of {@link Verdict#PASS}
 * @param seed of the planted copies
 */
public record CheckSettings(
    double maxRate,
    double confidence,
    double falsePositives,
    double minSensitivity,
    int planted,
    boolean weakNull,
    long seed) {

  /** At most 1 % with 95 % confidence, above the largest held-out similarity. */
  public static CheckSettings standard() {
    return new CheckSettings(0.01, 0.95, 0, 0.9, 200, false, 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws EvaluationException if a number is outside; the message names it
   */
  public CheckSettings {
    requireWithin("largest rate of copies", maxRate, maxRate > 0 && maxRate < 1, "0.01");
    requireWithin("confidence", confidence, confidence > 0.5 && confidence < 1, "0.95");
    requireWithin(
        "rate of false positives",
        falsePositives,
        falsePositives >= 0 && falsePositives < 1,
        "0.001");
    requireWithin(
        "least sensitivity", minSensitivity, minSensitivity > 0 && minSensitivity < 1, "0.9");
    if (planted < 30) {
      throw new EvaluationException(
          "%d planted copies of each kind; take at least 30, or nothing can be said of the detector"
              .formatted(planted));
    }
  }

  private static void requireWithin(String what, double value, boolean within, String example) {
    if (!within) {
      throw new EvaluationException(
          "the %s is %s; it lies between 0 and 1, such as %s".formatted(what, value, example));
    }
  }
}
