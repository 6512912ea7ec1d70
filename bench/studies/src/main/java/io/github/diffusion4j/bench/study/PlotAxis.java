package io.github.diffusion4j.bench.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis of a plot.
 *
 * @param title what is along it
 * @param logarithmic whether equal ways are equal ratios; then it has no place for 0 and less
 */
record PlotAxis(String title, boolean logarithmic) {
  private static final double MARGIN = 0.04;
  private static final int TICKS = 8;

  /** The part of an axis that is shown, in logarithms if it is logarithmic. */
  record Range(boolean logarithmic, double low, double high) {
    /** Returns where a value lies, from 0 at the low end to 1 at the high one. */
    double share(double value) {
      return ((logarithmic ? Math.log10(value) : value) - low) / (high - low);
    }

    boolean holds(double value) {
      return share(value) >= 0 && share(value) <= 1;
    }
  }

  /** Returns whether a value has a place on it. */
  boolean fits(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** Returns a range that holds the values, all of which fit, and a little more. */
  Range around(List<Double> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      double place = logarithmic ? Math.log10(value) : value;
      low = Math.min(low, place);
      high = Math.max(high, place);
    }
    double margin = high == low ? 0.5 : MARGIN * (high - low);
    return new Range(logarithmic, low - margin, high + margin);
  }

  /** Returns round values inside a range. */
  List<Double> ticks(Range range) {
    return logarithmic ? decades(range) : steps(range);
  }

  /** 1, 2 and 5 of each power of ten, or the powers alone where those would be too many. */
  private static List<Double> decades(Range range) {
    boolean wide = range.high() - range.low() > 4;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(range.low()); power <= range.high(); power++) {
      for (int digit : wide ? new int[] {1} : new int[] {1, 2, 5}) {
        double tick = digit * Math.pow(10, power);
        if (range.holds(tick)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static List<Double> steps(Range range) {
    double rough = (range.high() - range.low()) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * (rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(range.low() / step); i * step <= range.high(); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Returns a tick's number without needless digits. */
  static String text(double tick) {
    String text = String.format(Locale.ROOT, "%.6f", tick);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
