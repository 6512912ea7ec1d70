package io.github.diffusion4j.eval.report;

import java.util.Locale;

/** Shares as people read them. */
final class Percent {
  private static final double SMALL = 0.001;

  private Percent() {}

  /** Returns a share in percent, small ones to more places. */
  static String of(double share) {
    String format = share > 0 && share < SMALL ? "%.3f %%" : "%.2f %%";
    return String.format(Locale.ROOT, format, 100 * share);
  }
}
