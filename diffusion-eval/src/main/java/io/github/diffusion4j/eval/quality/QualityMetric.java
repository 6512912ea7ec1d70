package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.statistics.Interval;

/**
 * A measured quality.
 *
 * @param name with descriptor and number of pictures, as {@link MetricName} makes it
 * @param against which pictures: {@code training} or {@code held-out}
 * @param interval the number, and how far it may be off
 * @param better whether higher or lower is better
 */
public record QualityMetric(String name, String against, Interval interval, Better better) {
  /** Which way is better. */
  public enum Better {
    /** Such as precision. */
    HIGHER,
    /** Such as a distance. */
    LOWER
  }
}
