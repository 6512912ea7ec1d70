package io.github.diffusion4j.tensor.nd4j;

import java.util.List;

/**
 * The triangle of a positive definite matrix, row by row in plain Java: OpenBLAS's own is wrong on
 * some processors, see {@link Lapack}.
 */
final class Triangle {
  private Triangle() {}

  /** Returns the lower L of {@code A = L L^T}, and its inverse. */
  static List<double[]> cholesky(double[] a, int n) {
    double[] lower = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double rest = a[i * n + j] - dot(lower, i * n, lower, j * n, j);
        lower[i * n + j] = rest / lower[j * n + j];
      }
      double rest = a[i * n + i] - dot(lower, i * n, lower, i * n, i);
      if (!(rest > 0)) {
        throw new ArithmeticException(
            "cholesky: matrix [%d, %d] is not positive definite: its leading minor of order %d is"
                    .formatted(n, n, i + 1)
                + " not; if it should be but for rounding, add a small number to the diagonal");
      }
      lower[i * n + i] = Math.sqrt(rest);
    }
    return List.of(lower, inverse(lower, n));
  }

  private static double[] inverse(double[] lower, int n) {
    // Column by column of the inverse, kept as rows so that dot products run along memory.
    double[] columns = new double[n * n];
    for (int j = 0; j < n; j++) {
      columns[j * n + j] = 1 / lower[j * n + j];
      for (int i = j + 1; i < n; i++) {
        double sum = dot(lower, i * n + j, columns, j * n + j, i - j);
        columns[j * n + i] = -sum / lower[i * n + i];
      }
    }
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        inverse[i * n + j] = columns[j * n + i];
      }
    }
    return inverse;
  }

  /** Four sums side by side: one alone would wait for each addition. */
  private static double dot(double[] a, int fromA, double[] b, int fromB, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      s0 += a[fromA + i] * b[fromB + i];
      s1 += a[fromA + i + 1] * b[fromB + i + 1];
      s2 += a[fromA + i + 2] * b[fromB + i + 2];
      s3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < length; i++) {
      s0 += a[fromA + i] * b[fromB + i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
