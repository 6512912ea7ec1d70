package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.statistics.Interval;
import io.github.diffusion4j.recipe.GateBy;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * One side of a gate.
 *
 * @param bound the number that must not be passed
 * @param isMaximum whether it must not be exceeded; else, it must be reached
 */
record Limit(BigDecimal bound, boolean isMaximum) {
  private static final int FURTHER_DECIMALS = 2;

  Verdict judge(Interval interval, GateBy by) {
    if (by == GateBy.ESTIMATE) {
      return within(interval.estimate()) ? Verdict.PASS : Verdict.FAIL;
    }
    if (within(interval.lower()) && within(interval.upper())) {
      return Verdict.PASS;
    }
    return within(interval.lower()) || within(interval.upper())
        ? Verdict.INCONCLUSIVE
        : Verdict.FAIL;
  }

  /** Compares in decimals, as both are written: the double nearest to 0.7 is a little below it. */
  private boolean within(double value) {
    int order = BigDecimal.valueOf(value).compareTo(bound);
    return isMaximum ? order <= 0 : order >= 0;
  }

  /** Returns the limit in words. */
  String text() {
    return (isMaximum ? "at most " : "at least ") + bound.toPlainString();
  }

  String sentence(Interval interval, Verdict verdict) {
    String number =
        "is %s (%s to %s)"
            .formatted(
                rounded(interval.estimate()), rounded(interval.lower()), rounded(interval.upper()));
    String limit = (isMaximum ? "maximum" : "minimum") + " is " + bound.toPlainString();
    return switch (verdict) {
      case PASS -> number + ", and expected " + limit;
      case FAIL -> number + ", but expected " + limit;
      case INCONCLUSIVE ->
          number
              + ", and expected "
              + limit
              + ", which lies within the interval: draw more pictures, or judge by the estimate";
    };
  }

  /**
   * Rounds away from passing, as JaCoCo does, so that no sentence says "is 0.30, but expected
   * maximum is 0.3".
   */
  private String rounded(double value) {
    RoundingMode mode = isMaximum ? RoundingMode.CEILING : RoundingMode.FLOOR;
    int decimals = Math.max(0, bound.scale()) + FURTHER_DECIMALS;
    return BigDecimal.valueOf(value).setScale(decimals, mode).toPlainString();
  }
}
