package io.github.diffusion4j.eval.search;

import java.util.Arrays;

/**
 * For each query its nearest rows, nearest first; of equally near rows the first one comes first.
 *
 * @param rows {@code [queries][k]}, indices of rows
 * @param values {@code [queries][k]}, what they were compared by, in double precision
 */
public record Matches(int[][] rows, double[][] values) {

  /** Returns the value of each query's k-th nearest row, k counted from 1. */
  public double[] values(int k) {
    return Arrays.stream(values).mapToDouble(each -> each[k - 1]).toArray();
  }
}
