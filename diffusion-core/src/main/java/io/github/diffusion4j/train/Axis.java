package io.github.diffusion4j.train;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A range of values with its tick marks, linear or logarithmic. */
record Axis(double low, double high, boolean logarithmic) {
  private static final double LOGARITHMIC_FROM_RATIO = 10;
  private static final int[] STEPS = {1, 2, 5};

  Axis {
    if (!(low < high) || logarithmic && low <= 0) {
      throw new IllegalArgumentException("no axis from " + low + " to " + high);
    }
  }

  /** Returns a linear axis from 0, or from below it where there are negative values. */
  static Axis fromZero(double low, double high) {
    return high > 0 && low >= 0 ? new Axis(0, high * 1.05, false) : around(low, high);
  }

  /** Returns an axis over the range, logarithmic if its ends differ more than tenfold. */
  static Axis around(double low, double high) {
    if (low > 0 && high / low > LOGARITHMIC_FROM_RATIO) {
      double margin = Math.pow(high / low, 0.03);
      return new Axis(low / margin, high * margin, true);
    }
    double margin = high > low ? (high - low) * 0.05 : Math.max(Math.abs(high), 1e-3) * 0.1;
    return new Axis(low - margin, high + margin, false);
  }

  /** Returns where a value lies: 0 at the low end, 1 at the high end, outside beyond them. */
  double position(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Returns round values inside the range, about as many as asked for, never more than twice. */
  List<Double> ticks(int wanted) {
    List<Double> ticks = logarithmic ? logarithmicTicks(wanted) : List.of();
    return ticks.size() >= 2 ? ticks : linearTicks(wanted);
  }

  private List<Double> logarithmicTicks(int wanted) {
    int first = (int) Math.floor(Math.log10(low));
    int last = (int) Math.ceil(Math.log10(high));
    List<Double> fine = new ArrayList<>();
    List<Double> coarse = new ArrayList<>();
    int stride = Math.max(1, (last - first) / wanted);
    for (int power = first; power <= last; power++) {
      for (int step : STEPS) {
        double value = Double.parseDouble(step + "e" + power);
        if (value >= low && value <= high) {
          fine.add(value);
          if (step == 1 && Math.floorMod(power, stride) == 0) {
            coarse.add(value);
          }
        }
      }
    }
    return fine.size() <= 2 * wanted ? fine : coarse;
  }

  private List<Double> linearTicks(int wanted) {
    double rough = (high - low) / wanted;
    int power = (int) Math.floor(Math.log10(rough));
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power);
    int step = 10;
    for (int candidate : new int[] {5, 2, 1}) {
      if (candidate * unit.doubleValue() >= rough * 0.999) {
        step = candidate;
      }
    }
    BigDecimal stride = unit.multiply(BigDecimal.valueOf(step));
    long first = (long) Math.ceil(low / stride.doubleValue() - 1e-9);
    List<Double> ticks = new ArrayList<>();
    // Whole multiples of the stride: adding it up would print 0.30000000000000004.
    for (long i = first; i * stride.doubleValue() <= high + (high - low) * 1e-9; i++) {
      ticks.add(stride.multiply(BigDecimal.valueOf(i)).doubleValue());
    }
    return ticks;
  }

  /** Writes a number as short as three digits allow: 12,000, 0.25 or 2e-5. */
  static String label(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1000 && size < 1e7) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    if (size < 1e-4 || size >= 1e7) {
      int exponent = rounded.precision() - rounded.scale() - 1;
      return rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
          + "e"
          + exponent;
    }
    return rounded.toPlainString();
  }
}
