package io.github.diffusion4j.eval.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Chooses from many p-values at once. */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * Returns which p-values to reject so that the expected share of false ones among them is at most
   * {@code rate} (Benjamini and Hochberg 1995): the k smallest, k being the largest with {@code
   * p_(k) <= k / n * rate}. Holds for independent p-values and for those of one calibration set,
   * which depend on each other positively.
   *
   * @param rate between 0 and 1
   * @return indices of {@code pValues}, ascending
   * @throws IllegalArgumentException if the rate is outside or a p-value is not from 0 to 1
   */
  public static int[] reject(double[] pValues, double rate) {
    Binomial.requireRate(rate);
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int rejected = 0;
    for (int k = 1; k <= order.length; k++) {
      double p = pValues[order[k - 1]];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("p-value " + order[k - 1] + " is " + p + ", not 0 to 1");
      }
      if (p <= rate * k / order.length) {
        rejected = k;
      }
    }
    return IntStream.of(order).limit(rejected).sorted().toArray();
  }
}
