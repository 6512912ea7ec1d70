package io.github.diffusion4j.eval.descriptor;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.NearestNeighbours;
import io.github.diffusion4j.tensor.Neighbours;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Exact nearest neighbours by the engine's products, for large sets: features are rounded to 24
 * bits first, and the neighbours are exact for the rounded ones. {@link Nearest} rounds nothing and
 * is slower.
 */
public final class NeighbourSearch {
  private static final int PORTION = 8192;

  private NeighbourSearch() {}

  /**
   * Finds the k nearest rows of each query, by Euclidean distance; of equal ones the first.
   *
   * @throws EvaluationException if the sets are not comparable or there are fewer than k rows
   */
  public static Nearest of(Features queries, Features rows, int k, Engine engine) {
    queries.requireComparable(rows);
    rows.requireRows(k, "a search for " + k + " nearest neighbours");
    try (Scope whole = engine.inference()) {
      NearestNeighbours search =
          new NearestNeighbours(
              floats(queries, engine), k, NearestNeighbours.Measure.SQUARED_EUCLIDEAN);
      for (int from = 0; from < rows.size(); from += PORTION) {
        try (Scope portion = engine.inference()) {
          int to = Math.min(rows.size(), from + PORTION);
          search.accept(floats(rows.range(from, to), engine));
        }
      }
      return nearest(search.result(), queries.size(), k);
    }
  }

  private static Tensor floats(Features features, Engine engine) {
    return engine.tensor(
        features.toTensor(engine).toFloats(), Shape.of(features.size(), features.dimensions()));
  }

  private static Nearest nearest(Neighbours found, int queries, int k) {
    int[][] rows = new int[queries][k];
    double[][] squared = new double[queries][k];
    for (int q = 0; q < queries; q++) {
      for (int rank = 0; rank < k; rank++) {
        rows[q][rank] = found.row(q, rank);
        squared[q][rank] = found.value(q, rank);
      }
    }
    return new Nearest(rows, squared);
  }

  /**
   * Finds the k nearest other rows of each row: the row itself does not count, a row equal to it
   * does.
   *
   * @throws EvaluationException if there are not more than k rows
   */
  public static Nearest others(Features rows, int k, Engine engine) {
    Nearest found = of(rows, rows, k + 1, engine);
    int[][] others = new int[rows.size()][];
    double[][] squared = new double[rows.size()][];
    for (int i = 0; i < others.length; i++) {
      int[] row = found.rows()[i];
      int self = i;
      // Among more than k equal rows the row itself may not be listed; the last one goes then.
      int left = IntStream.range(0, k).filter(rank -> row[rank] == self).findFirst().orElse(k);
      int[] ranks = IntStream.rangeClosed(0, k).filter(rank -> rank != left).toArray();
      double[] distances = found.squared()[i];
      others[i] = Arrays.stream(ranks).map(rank -> row[rank]).toArray();
      squared[i] = Arrays.stream(ranks).mapToDouble(rank -> distances[rank]).toArray();
    }
    return new Nearest(others, squared);
  }
}
