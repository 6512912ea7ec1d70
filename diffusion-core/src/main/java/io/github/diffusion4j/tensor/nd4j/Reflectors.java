package io.github.diffusion4j.tensor.nd4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * A product of Householder reflections {@code (I - tau[0] v[0] v[0]^T) (I - tau[1] v[1] v[1]^T)
 * ...} as LAPACK leaves them: {@code v[j]} is 0 above row {@code first + j}, 1 there, and stored
 * below.
 *
 * <p>Applied in blocks {@code I - V T V^T} (Schreiber and Van Loan 1989), so that nearly all of it
 * is matrix products.
 *
 * @param below the component of a reflector below its 1
 * @param tau by reflector
 * @param count of the reflectors
 * @param first the row of the 1 of the first reflector
 */
record Reflectors(Component below, double[] tau, int count, int first) {
  private static final int BLOCK = 32;
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  /** Where LAPACK left a component of a reflector. */
  interface Component {
    double at(int row, int reflector);
  }

  /** Multiplies a row-major matrix by the product from the left, in place. */
  void apply(double[] matrix, int rows, int columns) {
    try (DoublePointer target = new DoublePointer(matrix);
        DoublePointer v = new DoublePointer((long) rows * BLOCK);
        DoublePointer t = new DoublePointer((long) BLOCK * BLOCK);
        DoublePointer w = new DoublePointer((long) BLOCK * columns);
        DoublePointer tw = new DoublePointer((long) BLOCK * columns)) {
      for (int from = (count - 1) / BLOCK * BLOCK; from >= 0 && count > 0; from -= BLOCK) {
        int width = Math.min(BLOCK, count - from);
        int top = first + from;
        int height = rows - top;
        double[] block = block(from, width, top, height);
        v.put(block);
        t.put(triangle(block, from, width));
        DoublePointer part = new DoublePointer(target).position((long) top * columns);
        multiply(width, columns, height, 1, v, true, part, 0, w);
        multiply(width, columns, width, 1, t, false, w, 0, tw);
        multiply(height, columns, width, -1, v, false, tw, 1, part);
      }
      target.get(matrix);
    }
  }

  /** V, {@code [height, width]}. */
  private double[] block(int from, int width, int top, int height) {
    double[] v = new double[height * width];
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < width && j <= i; j++) {
        v[i * width + j] = i == j ? 1 : below.at(top + i, from + j);
      }
    }
    return v;
  }

  /** T, {@code [width, width]}: upper triangular. */
  private double[] triangle(double[] v, int from, int width) {
    double[] t = new double[width * width];
    for (int j = 0; j < width; j++) {
      double[] products = new double[j];
      for (int row = 0; row < v.length; row += width) {
        for (int i = 0; i < j; i++) {
          products[i] += v[row + i] * v[row + j];
        }
      }
      for (int i = 0; i < j; i++) {
        double sum = 0;
        for (int k = i; k < j; k++) {
          sum += t[i * width + k] * products[k];
        }
        t[i * width + j] = -tau[from + j] * sum;
      }
      t[j * width + j] = tau[from + j];
    }
    return t;
  }

  private static void multiply(
      int rows,
      int columns,
      int inner,
      double scale,
      DoublePointer a,
      boolean transposed,
      DoublePointer b,
      double keep,
      DoublePointer c) {
    openblas_nolapack.cblas_dgemm(
        ROW_MAJOR,
        transposed ? TRANSPOSED : PLAIN,
        PLAIN,
        rows,
        columns,
        inner,
        scale,
        a,
        transposed ? rows : inner,
        b,
        columns,
        keep,
        c,
        columns);
  }
}
