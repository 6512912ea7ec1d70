package io.github.diffusion4j.eval.report;

import java.util.Locale;

/** Whole numbers as people read them. */
final class Count {
  private Count() {}

  /** Returns a number with its thousands apart. */
  static String of(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
