package io.github.diffusion4j.recipe;

import java.math.BigDecimal;

/**
 * A limit on a metric of quality.
 *
 * @param metric as the report calls it, such as {@code fd-pixels-1k}, or its beginning
 * @param against which pictures it is measured; null for {@link Against#HELD_OUT}
 * @param minimum that it has to reach; null for none
 * @param maximum that it must not exceed; null for none
 */
public record GateSpec(String metric, Against against, BigDecimal minimum, BigDecimal maximum) {

  /** Pictures that drawn ones are compared with. */
  public enum Against {
    /** Those that the model never saw. */
    HELD_OUT,
    /** Those that it was trained on. */
    TRAINING
  }

  /**
   * Checks that there is a metric and a limit.
   *
   * @throws IllegalArgumentException if one is missing, or nothing lies between the limits
   */
  public GateSpec {
    if (metric == null || metric.isBlank()) {
      throw new IllegalArgumentException("metric is missing; name one, such as fd");
    }
    if (minimum == null && maximum == null) {
      throw new IllegalArgumentException(
          "metric '" + metric + "' has no limit; give minimum, maximum or both");
    }
    if (minimum != null && maximum != null && minimum.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "minimum of '%s' is %s, above its maximum %s"
              .formatted(metric, minimum.toPlainString(), maximum.toPlainString()));
    }
    against = against == null ? Against.HELD_OUT : against;
  }
}
