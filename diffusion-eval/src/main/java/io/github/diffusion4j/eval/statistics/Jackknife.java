package io.github.diffusion4j.eval.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Intervals by leaving out one group of samples after the other (Quenouille 1949, Tukey 1958).
 *
 * <pre>
 * se^2 = (g - 1) / g * sum_b (theta_b - mean)^2
 * estimate -+ t(g - 1) se
 * </pre>
 *
 * theta_b is the statistic without group b of g, t the quantile of Student's distribution. No
 * sample is repeated, so it suits statistics of pairs and of nearest neighbours. It cannot see a
 * bias that depends on the number of samples, which all theta_b share, and is wrong for statistics
 * that jump, such as a median.
 *
 * @param confidence such as 0.95
 */
public record Jackknife(double confidence) {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the confidence does not lie between 0 and 1
   */
  public Jackknife {
    Binomial.requireConfidence(confidence);
  }

  /**
   * Puts an interval around a statistic, leaving out whole groups.
   *
   * @throws IllegalArgumentException if there are fewer than 2 groups
   */
  public Interval around(Groups groups, Statistic statistic) {
    int count = groups.size();
    if (count < 2) {
      throw new IllegalArgumentException(
          "the jackknife leaves out one group of " + count + "; it takes at least 2, better 20");
    }
    double estimate = statistic.of(groups.all());
    double[] left =
        IntStream.range(0, count).mapToDouble(b -> statistic.of(groups.without(b))).toArray();
    double mean = Arrays.stream(left).average().orElseThrow();
    double squares = Arrays.stream(left).map(x -> (x - mean) * (x - mean)).sum();
    double error = Math.sqrt(squares * (count - 1) / count);
    double reach = error * StudentT.quantile((1 + confidence) / 2, count - 1);
    return new Interval(
        estimate,
        estimate - reach,
        estimate + reach,
        confidence,
        "block jackknife, " + count + " blocks");
  }
}
