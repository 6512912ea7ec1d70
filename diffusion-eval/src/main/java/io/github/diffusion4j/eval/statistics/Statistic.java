package io.github.diffusion4j.eval.statistics;

/** A number that is computed from some of the samples. */
@FunctionalInterface
public interface Statistic {
  /**
   * Computes it.
   *
   * @param samples indices; one may be there several times
   */
  double of(int[] samples);
}
