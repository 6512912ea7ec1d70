package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Factorisation;
import io.github.diffusion4j.tensor.Shape;
import java.util.List;
import org.bytedeco.openblas.global.openblas;

/**
 * Factors of matrices by LAPACK, which comes with OpenBLAS; thread-safe, each call on one core.
 *
 * <p>Put together from LAPACK's parts: OpenBLAS 0.3.19 on processors with AVX-512 computes DTRMM
 * and DTRSM wrongly, and with them all that LAPACK builds on blocks of reflectors or on triangles,
 * DSYEVD, DGESDD and DPOTRF among it. The parts called here use neither.
 */
final class Lapack {
  private static final int ROW_MAJOR = 101;
  private static final byte LOWER = 'L';
  private static final byte UPPER = 'U';
  private static final byte FROM_IDENTITY = 'I';

  private Lapack() {}

  /** Factors as {@link Factorisation} describes them; the matrix is overwritten. */
  static List<double[]> factorise(Factorisation kind, double[] matrix, Shape shape) {
    return switch (kind) {
      case EIGH -> eigh(matrix, shape);
      case CHOLESKY -> Triangle.cholesky(matrix, shape.dim(0));
      case SVD -> shape.dim(0) >= shape.dim(1) ? svd(matrix, shape) : svdOfWide(matrix, shape);
    };
  }

  /** {@code A = Q T Q^T} with T tridiagonal, and T by divide and conquer (Cuppen 1981). */
  private static List<double[]> eigh(double[] a, Shape shape) {
    int n = shape.dim(0);
    double[] values = new double[n];
    double[] beside = new double[n];
    double[] tau = new double[n];
    double[] vectors = new double[n * n];
    check("eigh", shape, openblas.LAPACKE_dsytrd(ROW_MAJOR, LOWER, n, a, n, values, beside, tau));
    check(
        "eigh",
        shape,
        openblas.LAPACKE_dstedc(ROW_MAJOR, FROM_IDENTITY, n, values, beside, vectors, n));
    new Reflectors((row, j) -> a[row * n + j], tau, n - 1, 1).apply(vectors, n, n);
    return List.of(values, vectors);
  }

  /** {@code A = Q B P^T} with B bidiagonal, and B by divide and conquer (Gu and Eisenstat 1995). */
  private static List<double[]> svd(double[] a, Shape shape) {
    int m = shape.dim(0);
    int n = shape.dim(1);
    double[] s = new double[n];
    double[] beside = new double[n];
    double[] tauQ = new double[n];
    double[] tauP = new double[n];
    double[] u = new double[m * n];
    double[] vTransposed = new double[n * n];
    check("svd", shape, openblas.LAPACKE_dgebrd(ROW_MAJOR, m, n, a, n, s, beside, tauQ, tauP));
    check(
        "svd",
        shape,
        openblas.LAPACKE_dbdsdc(
            ROW_MAJOR, UPPER, FROM_IDENTITY, n, s, beside, u, n, vTransposed, n, null, null));
    double[] v = transposed(vTransposed, n, n);
    new Reflectors((row, j) -> a[row * n + j], tauQ, n, 0).apply(u, m, n);
    new Reflectors((row, j) -> a[j * n + row], tauP, n - 1, 1).apply(v, n, n);
    return List.of(u, s, v);
  }

  private static List<double[]> svdOfWide(double[] a, Shape shape) {
    int m = shape.dim(0);
    int n = shape.dim(1);
    List<double[]> factors = svd(transposed(a, m, n), Shape.of(n, m));
    return List.of(factors.get(2), factors.get(1), factors.get(0));
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] result = new double[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = a[i * columns + j];
      }
    }
    return result;
  }

  private static void check(String operation, Shape shape, int info) {
    if (info > 0) {
      throw new ArithmeticException(
          operation
              + ": the iteration did not converge on matrix "
              + shape
              + " (LAPACK's info is "
              + info
              + "); add a small number to its diagonal");
    }
    if (info < 0) {
      throw new IllegalStateException(
          operation + ": LAPACK refused matrix " + shape + " (info is " + info + ")");
    }
  }
}
