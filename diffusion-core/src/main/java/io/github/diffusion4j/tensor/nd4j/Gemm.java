package io.github.diffusion4j.tensor.nd4j;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products of many small FLOAT32 matrices: OpenBLAS, which ND4J brings along, called from Java's
 * threads with one thread of its own each.
 *
 * <p>ND4J's own batched product reaches a sixth of the machine's speed on the small matrices of
 * attention, and a convolution of one pixel costs oneDNN more in rearranging than in arithmetic.
 */
final class Gemm {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private Gemm() {}

  /** Must be called once before the first product: Java's threads and OpenBLAS's would collide. */
  static void initialise() {
    openblas_nolapack.blas_set_num_threads(1);
  }

  /**
   * One matrix of a batch: where it starts, how long its rows are, and how it is read.
   *
   * @param value that holds it
   * @param start elements before the first matrix of the batch
   * @param stride elements from one matrix of the batch to the next; 0 if all share one
   * @param columns of the matrix as it lies in memory
   * @param transposed whether it is read column by column
   */
  record Matrix(Value value, int start, int stride, int columns, boolean transposed) {
    Matrix(Value value, int stride, int columns, boolean transposed) {
      this(value, 0, stride, columns, transposed);
    }

    /** The same elements with rows and columns exchanged. */
    Matrix flipped() {
      return new Matrix(value, start, stride, columns, !transposed);
    }

    /** The rows from one on, rows being columns of what lies in memory if transposed. */
    Matrix fromRow(int row) {
      int skipped = transposed ? row : row * columns;
      return new Matrix(value, start + skipped, stride, columns, transposed);
    }

    private FloatPointer at(int index) {
      FloatPointer pointer = new FloatPointer(value.storage.pointer());
      return pointer.position(start + (long) index * stride);
    }
  }

  /** The lengths of a product: {@code [rows, inner] x [inner, columns]}. */
  record Size(int rows, int columns, int inner) {}

  /** Computes {@code c = a * b + beta * c} for one product. */
  static void multiply(Matrix a, Matrix b, Matrix c, Size size, float beta) {
    multiply(a, b, c, size, beta, 0, 1);
  }

  /** Computes {@code c[i] = a[i] * b[i] + beta * c[i]} for i in a range of the batch. */
  static void multiply(Matrix a, Matrix b, Matrix c, Size size, float beta, int from, int to) {
    if (c.transposed) {
      Size exchanged = new Size(size.columns, size.rows, size.inner);
      multiply(b.flipped(), a.flipped(), c.flipped(), exchanged, beta, from, to);
      return;
    }
    for (int i = from; i < to; i++) {
      openblas_nolapack.cblas_sgemm(
          ROW_MAJOR,
          a.transposed ? TRANSPOSED : PLAIN,
          b.transposed ? TRANSPOSED : PLAIN,
          size.rows,
          size.columns,
          size.inner,
          1,
          a.at(i),
          a.columns,
          b.at(i),
          b.columns,
          beta,
          c.at(i),
          c.columns);
    }
  }
}
