package io.github.diffusion4j.maven;

/** One {@code <gate>} of a POM; Maven fills the fields. */
public final class GateParameter {
  private String metric;
  private String against;
  private String minimum;
  private String maximum;

  /**
   * Returns the gate as the program reads it, such as {@code 0.1<=fd@training<=0.3}.
   *
   * @throws IllegalArgumentException if the metric or both limits are missing
   */
  String text() {
    if (isBlank(metric)) {
      throw new IllegalArgumentException(
          "a gate has no <metric>; name one, as in <metric>fd</metric>");
    }
    if (isBlank(minimum) && isBlank(maximum)) {
      throw new IllegalArgumentException(
          "gate '"
              + metric
              + "' has no limit; give <minimum>, <maximum> or both, as in <maximum>0.3</maximum>");
    }
    String measured = metric.strip() + (isBlank(against) ? "" : "@" + against.strip());
    if (isBlank(maximum)) {
      return measured + ">=" + minimum.strip();
    }
    return (isBlank(minimum) ? "" : minimum.strip() + "<=") + measured + "<=" + maximum.strip();
  }

  private static boolean isBlank(String text) {
    return text == null || text.isBlank();
  }
}
