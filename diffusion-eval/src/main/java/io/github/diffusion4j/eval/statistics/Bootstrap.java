package io.github.diffusion4j.eval.statistics;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Intervals by drawing groups of samples again with replacement (Efron 1979): the percentiles of
 * the statistic over many draws.
 *
 * <p>Right for means and shares. A draw repeats samples, which statistics of pairs and of nearest
 * neighbours take for copies: for Fréchet and kernel distances, precision and recall take the
 * {@link Jackknife}. It cannot see what no sample shows: 0 hits give the interval [0, 0], where
 * {@link ClopperPearson} gives a bound.
 *
 * @param replicates how many draws, at least 20
 * @param confidence such as 0.95
 * @param seed of the draws
 */
public record Bootstrap(int replicates, double confidence, long seed) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if replicates are below 20 or the confidence does not lie
   *     between 0 and 1
   */
  public Bootstrap {
    Binomial.requireConfidence(confidence);
    if (replicates < 20) {
      throw new IllegalArgumentException(
          "the bootstrap draws " + replicates + " times; it takes at least 20, better 1000");
    }
  }

  /** Puts an interval around a statistic, drawing whole groups. */
  public Interval around(Groups groups, Statistic statistic) {
    double[] values =
        IntStream.range(0, replicates)
            .mapToDouble(replicate -> statistic.of(draw(groups, replicate)))
            .toArray();
    double tail = (1 - confidence) / 2;
    Arrays.sort(values);
    return new Interval(
        statistic.of(groups.all()),
        Quantiles.linear(values, tail),
        Quantiles.linear(values, 1 - tail),
        confidence,
        "bootstrap, %d draws of %d, seed %d".formatted(replicates, groups.size(), seed));
  }

  private int[] draw(Groups groups, int replicate) {
    RandomStream random = RandomStream.of(seed, "eval.bootstrap", replicate);
    int[] drawn =
        IntStream.range(0, groups.size()).map(i -> random.nextInt(groups.size())).toArray();
    return groups.samples(drawn);
  }
}
