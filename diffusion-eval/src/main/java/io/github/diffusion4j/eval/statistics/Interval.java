package io.github.diffusion4j.eval.statistics;

/**
 * A number with what is known of how far it may be off.
 *
 * @param estimate the number from all the data
 * @param lower the interval's lower end
 * @param upper the interval's upper end
 * @param confidence how often such an interval holds the true number, 0 to 1; approximate for
 *     intervals by resampling
 * @param method how it was made, such as {@code block jackknife, 20 blocks}
 */
public record Interval(
    double estimate, double lower, double upper, double confidence, String method) {

  @Override
  public String toString() {
    return "%.6g [%.6g, %.6g] (%s %%, %s)"
        .formatted(estimate, lower, upper, Math.round(confidence * 1e6) / 1e4, method);
  }
}
