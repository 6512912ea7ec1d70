package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The sums of a kernel for some rows of x and all of y: of all pairs, what the rows that are left
 * out take part in is subtracted. So leaving out each block in turn costs little more than one sum
 * over all pairs.
 *
 * @param whole the sums for all of x
 * @param within of each row of x with all of x
 * @param across of each row of x with all of y
 * @param kernel of squared distances
 */
record PartialSums(
    Features x, KernelSums whole, double[] within, double[] across, DoubleUnaryOperator kernel) {

  static PartialSums ofDistances(Features x, Features y, DoubleUnaryOperator kernel) {
    double[] within = rows(x, x, kernel);
    double[] across = rows(x, y, kernel);
    double one = kernel.applyAsDouble(0);
    KernelSums whole =
        new KernelSums(
            new KernelSums.Block(Arrays.stream(within).sum(), one * x.size(), x.size(), x.size()),
            new KernelSums.Block(
                Arrays.stream(rows(y, y, kernel)).sum(), one * y.size(), y.size(), y.size()),
            // Nothing here pairs rows of equal index of two sets.
            new KernelSums.Block(Arrays.stream(across).sum(), Double.NaN, x.size(), y.size()));
    return new PartialSums(x, whole, within, across, kernel);
  }

  private static double[] rows(Features a, Features b, DoubleUnaryOperator kernel) {
    double[] sums = new double[a.size()];
    Pairs.squaredDistances(
        a, b, (query, squared) -> sums[query] = Arrays.stream(squared).map(kernel).sum());
    return sums;
  }

  /** Returns the sums for some rows of x, each at most once. */
  KernelSums of(int[] rows) {
    BitSet taken = new BitSet(x.size());
    IntStream.of(rows).forEach(taken::set);
    int[] out = IntStream.range(0, x.size()).filter(row -> !taken.get(row)).toArray();
    if (out.length == 0) {
      return whole;
    }
    Features left = x.select(out);
    double among = Arrays.stream(rows(left, left, kernel)).sum();
    double all = whole.xx().all() - 2 * sum(within, out) + among;
    int kept = rows.length;
    return new KernelSums(
        new KernelSums.Block(all, kernel.applyAsDouble(0) * kept, kept, kept),
        whole.yy(),
        new KernelSums.Block(
            whole.xy().all() - sum(across, out), Double.NaN, kept, whole.xy().columns()));
  }

  private static double sum(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).sum();
  }
}
