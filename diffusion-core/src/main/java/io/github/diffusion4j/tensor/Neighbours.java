package io.github.diffusion4j.tensor;

/** For each query its nearest rows, nearest first. Immutable. */
public final class Neighbours {
  private final Indices rows;
  private final double[] values;

  Neighbours(Indices rows, double[] values) {
    this.rows = rows;
    this.values = values;
  }

  /** Returns which rows, {@code [queries, k]}. */
  public Indices rows() {
    return rows;
  }

  /**
   * Returns a copy of the inner products or squared distances that go with {@link #rows}, in
   * row-major order.
   */
  public double[] values() {
    return values.clone();
  }

  /** Returns one row; {@code rank} 0 is the nearest. */
  public int row(int query, int rank) {
    return rows.get(query * rows.shape().dim(1) + rank);
  }

  /** Returns the inner product or squared distance of one row; {@code rank} 0 is the nearest. */
  public double value(int query, int rank) {
    return values[query * rows.shape().dim(1) + rank];
  }
}
