package io.github.diffusion4j.tensor;

/**
 * Sees the inner products of the rows of two matrices piece by piece, where all of them at once
 * would not fit into memory.
 */
@FunctionalInterface
public interface RowProducts {
  /**
   * Takes the products of one left row with some right rows. Pieces of one left row come one after
   * the other, by ascending right row; those of different left rows may come at once, from several
   * threads.
   *
   * @param left the left row
   * @param right the first of the right rows
   * @param products from index 0; may be overwritten, and holds others after the call
   * @param count how many products there are
   */
  void accept(int left, int right, float[] products, int count);

  /**
   * Shows the products of {@code [m, d]} and {@code [n, d]} with an engine's ordinary operations.
   * Holds 1 MB of products at a time.
   */
  static void show(Engine engine, Tensor left, Tensor right, RowProducts visitor) {
    final int rows = 256;
    final int columns = 1024;
    int m = left.shape().dim(0);
    int n = right.shape().dim(0);
    for (int i = 0; i < m; i += rows) {
      int height = Math.min(rows, m - i);
      for (int j = 0; j < n; j += columns) {
        int width = Math.min(columns, n - j);
        try (Scope scope = engine.inference()) {
          Tensor block = left.slice(0, i, i + height);
          float[] tile = block.matMul(right.slice(0, j, j + width), false, true).toFloats();
          float[] row = new float[width];
          for (int r = 0; r < height; r++) {
            System.arraycopy(tile, r * width, row, 0, width);
            visitor.accept(i + r, j, row, width);
          }
        }
      }
    }
  }
}
