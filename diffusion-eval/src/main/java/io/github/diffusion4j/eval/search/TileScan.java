package io.github.diffusion4j.eval.search;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Searches by the largest distance of any tile. Pictures are compared tile by tile, and no further
 * than to the first that is farther than the worst of the nearest so far, so most of a picture is
 * never looked at.
 */
final class TileScan implements Scan {
  private final TileOrder order;
  private final int dimensions;
  private final float[] queries;
  private final float[] mirrored;
  private final BestRows best;
  private final int count;
  private int seen;

  TileScan(Portion queries, int k, Comparison.Tiles how) {
    dimensions = queries.dimensions();
    order = TileOrder.of(how, dimensions, false);
    count = queries.count();
    this.queries = order.applied(queries.values());
    mirrored =
        how.mirrored() ? TileOrder.of(how, dimensions, true).applied(queries.values()) : null;
    best = new BestRows(count, k);
  }

  @Override
  public void accept(Portion rows) {
    float[] values = order.applied(rows.values());
    IntStream.range(0, count).parallel().forEach(query -> compare(query, values, rows.count()));
    seen += rows.count();
  }

  private void compare(int query, float[] rows, int rowCount) {
    for (int row = 0; row < rowCount; row++) {
      double most = -best.least(query);
      double square = order.largest(queries, query, rows, row, most);
      if (mirrored != null) {
        square = Math.min(square, order.largest(mirrored, query, rows, row, most));
      }
      if (square < Double.POSITIVE_INFINITY) {
        best.offer(query, seen + row, -square);
      }
    }
  }

  @Override
  public BestRows result() {
    return best;
  }

  @Override
  public DoubleUnaryOperator value() {
    // Samples were divided by the square root of their number.
    return score -> Math.sqrt(dimensions * -score);
  }

  @Override
  public void close() {
    // All of it is on the heap.
  }
}
