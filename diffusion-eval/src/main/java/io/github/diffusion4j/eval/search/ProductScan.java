package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.NearestNeighbours;
import io.github.diffusion4j.tensor.NearestNeighbours.Measure;
import io.github.diffusion4j.tensor.Neighbours;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Searches by the engine's products.
 *
 * <p>Of chunks there is a search for each pair of positions. A row that is among the best k by its
 * largest product is among the best k by that pair alone, for whatever is better there is better by
 * its largest product too.
 */
final class ProductScan implements Scan {
  private final Engine engine;
  private final Scope scope;
  private final int k;
  private final int width;
  private final boolean euclidean;

  /** Of the queries; all 1 for distances. */
  private final double[] lengths;

  private final List<Pair> pairs = new ArrayList<>();

  /** A chunk of the queries among chunks of the rows. */
  private record Pair(NearestNeighbours search, int chunk) {}

  private ProductScan(
      Portion queries, int k, Engine engine, int chunks, boolean cross, Measure measure) {
    this.engine = engine;
    this.k = k;
    euclidean = measure == Measure.SQUARED_EUCLIDEAN;
    width = queries.dimensions() / chunks;
    lengths = euclidean ? new double[queries.count()] : queries.lengths();
    scope = engine.inference();
    Tensor whole = queries.tensor(engine);
    for (int i = 0; i < chunks; i++) {
      Tensor chunk = chunk(whole, i);
      for (int j = cross ? 0 : i; j <= (cross ? chunks - 1 : i); j++) {
        pairs.add(new Pair(new NearestNeighbours(chunk, k, measure), j));
      }
    }
  }

  static Scan products(Portion queries, int k, Comparison.Products how, Engine engine) {
    return new ProductScan(queries, k, engine, how.chunks(), how.cross(), Measure.INNER_PRODUCT);
  }

  static Scan distances(Portion queries, int k, Engine engine) {
    return new ProductScan(queries, k, engine, 1, false, Measure.SQUARED_EUCLIDEAN);
  }

  private Tensor chunk(Tensor whole, int chunk) {
    return width == whole.shape().dim(1)
        ? whole
        : whole.slice(1, chunk * width, (chunk + 1) * width);
  }

  @Override
  public void accept(Portion rows) {
    double[] itsLengths = euclidean ? null : rows.lengths();
    try (Scope portion = engine.inference()) {
      Tensor whole = rows.tensor(engine);
      for (Pair pair : pairs) {
        Tensor chunk = chunk(whole, pair.chunk);
        if (euclidean) {
          pair.search.accept(chunk);
        } else {
          pair.search.accept(chunk, itsLengths);
        }
      }
    }
  }

  @Override
  public BestRows result() {
    BestRows best = new BestRows(lengths.length, k);
    for (Pair pair : pairs) {
      Neighbours found = pair.search.result();
      for (int q = 0; q < lengths.length; q++) {
        for (int rank = 0; rank < k; rank++) {
          double value = found.value(q, rank);
          best.offerAgain(q, found.row(q, rank), euclidean ? -value : value / lengths[q]);
        }
      }
    }
    return best;
  }

  @Override
  public DoubleUnaryOperator value() {
    return euclidean ? score -> 0.0 - score : DoubleUnaryOperator.identity();
  }

  @Override
  public void close() {
    scope.close();
  }
}
