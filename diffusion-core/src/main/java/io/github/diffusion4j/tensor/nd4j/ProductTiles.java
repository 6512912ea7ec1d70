package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.RowProducts;
import io.github.diffusion4j.tensor.Shape;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Products of all rows of two FLOAT32 matrices, a tile at a time: it is read while it still is in
 * the cache of the core that computed it.
 */
final class ProductTiles {
  /**
   * The larger a tile, the less of its time goes into rearranging operands; but a larger one than
   * this leaves the cache before it is read.
   */
  private static final int ROWS = 832;

  private static final int COLUMNS = 2048;

  /** Fewer rows than this are not worth a core of their own. */
  private static final int FEW_ROWS = 32;

  private final Slabs slabs;
  private final Memory memory;

  ProductTiles(Slabs slabs, Memory memory) {
    this.slabs = slabs;
    this.memory = memory;
  }

  void show(Value left, Value right, RowProducts visitor) {
    int m = left.shape.dim(0);
    int n = right.shape.dim(0);
    if (m == 0 || n == 0) {
      return;
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int rounds = divideUp(m, ROWS * cores);
    int rows = Math.max(FEW_ROWS, divideUp(m, rounds * cores));
    int bands = divideUp(m, rows);
    AtomicInteger taken = new AtomicInteger();
    // Whoever is free takes the next band: a core that others use too falls behind by one only.
    slabs.each(
        Math.min(cores, bands),
        (long) m * n * left.shape.dim(1),
        (from, to) -> {
          Value tile = memory.allocate(DataType.FLOAT32, Shape.of(rows, Math.min(n, COLUMNS)));
          try {
            for (int i = taken.getAndIncrement(); i < bands; i = taken.getAndIncrement()) {
              band(left, right, tile, i * rows, Math.min(rows, m - i * rows), visitor);
            }
          } finally {
            memory.release(tile.storage);
          }
        });
  }

  private static int divideUp(int a, int b) {
    return (a + b - 1) / b;
  }

  private static void band(
      Value left, Value right, Value tile, int top, int height, RowProducts visitor) {
    int n = right.shape.dim(0);
    int inner = left.shape.dim(1);
    Gemm.Matrix a = new Gemm.Matrix(left, top * inner, 0, inner, false);
    float[] row = new float[Math.min(n, COLUMNS)];
    for (int from = 0; from < n; from += COLUMNS) {
      int width = Math.min(COLUMNS, n - from);
      Gemm.Matrix b = new Gemm.Matrix(right, from * inner, 0, inner, true);
      Gemm.Matrix c = new Gemm.Matrix(tile, 0, width, false);
      Gemm.multiply(a, b, c, new Gemm.Size(height, width, inner), 0, 0, 1);
      for (int i = 0; i < height; i++) {
        tile.floats().get(i * width, row, 0, width);
        visitor.accept(top + i, from, row, width);
      }
    }
  }
}
