package io.github.diffusion4j.eval.detect;

import io.github.diffusion4j.eval.search.DescriptorSet;
import java.util.function.Predicate;

/** Goes through the rows of a set, of which one is left out. */
final class OtherRows {
  private OtherRows() {}

  /** Counts the rows, but one, for which something holds; it is given an array that changes. */
  static int count(DescriptorSet rows, int without, Predicate<double[]> holds) {
    int count = 0;
    float[] floats = new float[rows.dimensions()];
    double[] doubles = new double[floats.length];
    for (int row = 0; row < rows.size(); row++) {
      if (row != without) {
        rows.read(row, 1, floats);
        copy(floats, doubles);
        count += holds.test(doubles) ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns the same numbers in double precision. */
  static double[] doubles(float[] row) {
    double[] doubles = new double[row.length];
    copy(row, doubles);
    return doubles;
  }

  private static void copy(float[] from, double[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i];
    }
  }
}
