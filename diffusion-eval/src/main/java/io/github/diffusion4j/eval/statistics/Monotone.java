package io.github.diffusion4j.eval.statistics;

import java.util.function.DoublePredicate;
import java.util.function.LongPredicate;

/** Finds where a condition that once true stays true becomes true. */
final class Monotone {
  private Monotone() {}

  /** Returns the smallest double from {@code low} to {@code high} that passes, by halving. */
  static double first(double low, double high, DoublePredicate passes) {
    double below = low;
    double above = high;
    double middle = below + (above - below) / 2;
    while (below < middle && middle < above) {
      if (passes.test(middle)) {
        above = middle;
      } else {
        below = middle;
      }
      middle = below + (above - below) / 2;
    }
    return above;
  }

  /** Returns the smallest whole number from {@code low} on that passes. */
  static long first(long low, LongPredicate passes) {
    long below = low - 1;
    long step = 1;
    while (!passes.test(Math.addExact(below, step))) {
      below += step;
      step = Math.multiplyExact(step, 2L);
    }
    long above = below + step;
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (passes.test(middle)) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }
}
