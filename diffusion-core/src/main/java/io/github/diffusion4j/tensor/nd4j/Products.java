package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;

/** Matrix products of arrays, on all cores. */
final class Products {
  /** Rows or columns of one large product that a thread takes at least: less is not worth it. */
  private static final int STRIP = 32;

  private final Slabs slabs;

  Products(Slabs slabs) {
    this.slabs = slabs;
  }

  /** Computes {@code c = a b} over the last two dimensions; all have the same ones before them. */
  void multiply(Value a, boolean transposeA, Value b, boolean transposeB, Value c) {
    int rows = c.shape.dim(-2);
    int columns = c.shape.dim(-1);
    int inner = a.shape.dim(transposeA ? -2 : -1);
    if (inner == 0) {
      c.array().assign(0);
      return;
    }
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
    Gemm.Matrix left = matrix(a, transposeA);
    Gemm.Matrix right = matrix(b, transposeB);
    Gemm.Matrix result = matrix(c, false);
    Gemm.Size size = new Gemm.Size(rows, columns, inner);
    int batch = c.size() / (rows * columns);
    if (batch == 1) {
      one(left, right, result, size, 0);
      return;
    }
    slabs.each(
        batch,
        (long) c.size() * inner,
        (from, to) -> Gemm.multiply(left, right, result, size, 0, from, to));
  }

  /**
   * Computes one product {@code c = a b + beta c}, cut into strips of rows or of columns, whichever
   * there are more of.
   */
  void one(Gemm.Matrix a, Gemm.Matrix b, Gemm.Matrix c, Gemm.Size size, float beta) {
    if (size.columns() > size.rows()) {
      one(
          b.flipped(),
          a.flipped(),
          c.flipped(),
          new Gemm.Size(size.columns(), size.rows(), size.inner()),
          beta);
      return;
    }
    int strips = (size.rows() + STRIP - 1) / STRIP;
    slabs.each(
        strips,
        (long) size.rows() * size.columns() * size.inner(),
        (from, to) -> {
          int first = from * STRIP;
          int count = Math.min(size.rows(), to * STRIP) - first;
          Gemm.Size part = new Gemm.Size(count, size.columns(), size.inner());
          Gemm.multiply(a.fromRow(first), b, c.fromRow(first), part, beta);
        });
  }

  private static Gemm.Matrix matrix(Value value, boolean transposed) {
    Shape shape = value.shape;
    return new Gemm.Matrix(value, shape.dim(-2) * shape.dim(-1), shape.dim(-1), transposed);
  }
}
