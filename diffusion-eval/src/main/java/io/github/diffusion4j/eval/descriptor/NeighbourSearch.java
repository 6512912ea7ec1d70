package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.eval.search.Comparison;
import io.github.diffusion4j.eval.search.DescriptorSet;
import io.github.diffusion4j.eval.search.ExactSearch;
import io.github.diffusion4j.eval.search.Matches;
import io.github.diffusion4j.tensor.Engine;

/**
 * Exact nearest neighbours among features by the engine's products ({@link ExactSearch}): features
 * are rounded to 24 bits first, and the neighbours are exact for the rounded ones. {@link Nearest}
 * rounds nothing and is slower.
 */
public final class NeighbourSearch {
  private NeighbourSearch() {}

  /**
   * Finds the k nearest rows of each query, by Euclidean distance; of equal ones the first.
   *
   * @throws EvaluationException if the sets are not comparable or there are fewer than k rows
   */
  public static Nearest of(Features queries, Features rows, int k, Engine engine) {
    return nearest(by(engine).nearest(DescriptorSet.of(queries), DescriptorSet.of(rows), k));
  }

  /**
   * Finds the k nearest other rows of each row: the row itself does not count, a row equal to it
   * does.
   *
   * @throws EvaluationException if there are not more than k rows
   */
  public static Nearest others(Features rows, int k, Engine engine) {
    return nearest(by(engine).others(DescriptorSet.of(rows), k));
  }

  private static ExactSearch by(Engine engine) {
    return new ExactSearch(new Comparison.SquaredEuclidean(), engine);
  }

  private static Nearest nearest(Matches found) {
    return new Nearest(found.rows(), found.values());
  }
}
