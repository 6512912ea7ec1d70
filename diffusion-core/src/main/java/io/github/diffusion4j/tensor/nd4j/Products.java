package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;

/** Matrix products of arrays, on all cores. */
final class Products {
  /** Rows of one large matrix that a thread takes at a time. */
  private static final int ROWS = 64;

  private final Slabs slabs;

  Products(Slabs slabs) {
    this.slabs = slabs;
  }

  /** Computes {@code c = a b} over the last two dimensions; all have the same ones before them. */
  void multiply(Value a, boolean transposeA, Value b, boolean transposeB, Value c) {
    if (a.type() == DataType.FLOAT64) {
      Nd4jOps.run(
          "matmul",
          Nd4jOps.arrays(a.array(), b.array()),
          Nd4jOps.arrays(c.array()),
          transposeA ? 1 : 0,
          transposeB ? 1 : 0,
          0);
      return;
    }
    int rows = c.shape.dim(-2);
    int columns = c.shape.dim(-1);
    int inner = a.shape.dim(transposeA ? -2 : -1);
    int batch = c.size() / (rows * columns);
    Gemm.Matrix right = matrix(b, transposeB);
    if (batch > 1 || transposeA || rows < 2 * ROWS) {
      Gemm.Size size = new Gemm.Size(rows, columns, inner);
      slabs.each(
          batch,
          (long) c.size() * inner,
          (from, to) ->
              Gemm.multiply(matrix(a, transposeA), right, matrix(c, false), size, 0, from, to));
      return;
    }
    byRows(a, right, c, new Gemm.Size(ROWS, columns, inner));
  }

  /** One large product: blocks of rows are products of their own. */
  private void byRows(Value a, Gemm.Matrix right, Value c, Gemm.Size block) {
    int rows = c.shape.dim(-2);
    Gemm.Matrix left = new Gemm.Matrix(a, ROWS * block.inner(), block.inner(), false);
    Gemm.Matrix result = new Gemm.Matrix(c, ROWS * block.columns(), block.columns(), false);
    Gemm.Matrix shared = new Gemm.Matrix(right.value(), 0, right.columns(), right.transposed());
    int whole = rows / ROWS;
    slabs.each(
        whole,
        (long) c.size() * block.inner(),
        (from, to) -> Gemm.multiply(left, shared, result, block, 0, from, to));
    if (rows % ROWS != 0) {
      Gemm.Size rest = new Gemm.Size(rows % ROWS, block.columns(), block.inner());
      Gemm.multiply(left, shared, result, rest, 0, whole, whole + 1);
    }
  }

  private static Gemm.Matrix matrix(Value value, boolean transposed) {
    Shape shape = value.shape;
    return new Gemm.Matrix(value, shape.dim(-2) * shape.dim(-1), shape.dim(-1), transposed);
  }
}
