package io.github.diffusion4j.recipe;

import java.util.List;
import java.util.Objects;

/**
 * What drawn pictures have to meet. It changes nothing about a model.
 *
 * @param detector name of what finds copies, such as {@code pixels}
 * @param imageSize pixels a side at which pictures are compared; null for the size of the data
 * @param maxRate largest rate of copies that passes, above 0 and below 1
 * @param confidence of either verdict, above 0.5 and below 1
 * @param falsePositives share of held-out pictures that may count as copies, from 0 to below 1
 * @param gateBy what of a metric has to be within the limits of its gates
 * @param gates limits on metrics of quality
 */
public record EvaluationSpec(
    String detector,
    Integer imageSize,
    double maxRate,
    double confidence,
    double falsePositives,
    GateBy gateBy,
    List<GateSpec> gates) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside
   */
  public EvaluationSpec {
    Objects.requireNonNull(gateBy, "gateBy");
    gates = List.copyOf(gates);
    require(!detector.isBlank(), "detector", "blank", "a name such as pixels");
    require(imageSize == null || imageSize >= 1, "image-size", imageSize, "1 or more, or null");
    require(maxRate > 0 && maxRate < 1, "max-rate", maxRate, "between 0 and 1, such as 0.01");
    require(
        confidence > 0.5 && confidence < 1,
        "confidence",
        confidence,
        "between 0.5 and 1, such as 0.95");
    require(
        falsePositives >= 0 && falsePositives < 1,
        "false-positives",
        falsePositives,
        "0 or more and below 1, such as 0.001");
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    SamplingSpec.require(holds, name, value, allowed);
  }

  /** Returns the same with pictures compared at a size, unless it names one itself. */
  EvaluationSpec atSize(int size) {
    return imageSize != null
        ? this
        : new EvaluationSpec(detector, size, maxRate, confidence, falsePositives, gateBy, gates);
  }
}
