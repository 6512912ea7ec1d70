package io.github.diffusion4j.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A curve: values over steps, in the steps' order. Values that are not finite are left out. */
record Series(double[] steps, double[] values) {
  Series {
    if (steps.length != values.length) {
      throw new IllegalArgumentException(steps.length + " steps for " + values.length + " values");
    }
  }

  static Series of(List<MetricsLog.Point> points, ToDoubleFunction<MetricsLog.Point> value) {
    List<MetricsLog.Point> finite =
        points.stream().filter(point -> Double.isFinite(value.applyAsDouble(point))).toList();
    return new Series(
        finite.stream().mapToDouble(MetricsLog.Point::step).toArray(),
        finite.stream().mapToDouble(value).toArray());
  }

  int size() {
    return steps.length;
  }

  double last() {
    return values[values.length - 1];
  }

  /**
   * Returns the mean over a centred window. At the beginning, where curves are steep, it narrows;
   * at the end it keeps its earlier half, so that the last value is never a single one.
   */
  Series smoothed(int halfWidth) {
    double[] sums = new double[size() + 1];
    for (int i = 0; i < size(); i++) {
      sums[i + 1] = sums[i] + values[i];
    }
    double[] means = new double[size()];
    for (int i = 0; i < size(); i++) {
      int before = Math.min(halfWidth, i);
      int after = Math.min(before, size() - 1 - i);
      means[i] = (sums[i + after + 1] - sums[i - before]) / (before + after + 1);
    }
    return new Series(steps, means);
  }

  /** Returns at most that many points, evenly chosen, the first and the last among them. */
  Series thinned(int maximum) {
    if (size() <= maximum) {
      return this;
    }
    int[] chosen =
        IntStream.range(0, maximum)
            .map(i -> (int) Math.round(i * (size() - 1.0) / (maximum - 1)))
            .toArray();
    return new Series(
        Arrays.stream(chosen).mapToDouble(i -> steps[i]).toArray(),
        Arrays.stream(chosen).mapToDouble(i -> values[i]).toArray());
  }

  /** Returns the value below which that share of the values lies. */
  double quantile(double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
