package io.github.diffusion4j.tensor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Factors of matrices by textbook methods: what engines are compared with. */
final class ReferenceFactorisations {
  private static final int SWEEPS = 14;

  private ReferenceFactorisations() {}

  static List<double[]> run(Factorisation kind, double[] matrix, Shape shape) {
    return switch (kind) {
      case EIGH -> eigh(matrix, shape.dim(0));
      case CHOLESKY -> cholesky(matrix, shape.dim(0));
      case SVD -> svd(matrix, shape.dim(0), shape.dim(1));
    };
  }

  /** Jacobi's method: rotations of two columns and rows until the matrix is diagonal. */
  private static List<double[]> eigh(double[] matrix, int n) {
    double[][] a = rows(matrix, n, n);
    double[][] v = rows(new double[n * n], n, n);
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
          rotateColumns(a, p, q, angle);
          rotateRows(a, p, q, angle);
          rotateColumns(v, p, q, angle);
        }
      }
    }
    int[] order = order(n, Comparator.comparingDouble(i -> a[i][i]));
    double[] values = Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray();
    return List.of(values, columns(v, order));
  }

  private static List<double[]> cholesky(double[] a, int n) {
    double[] l = new double[n * n];
    double[] inverse = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i * n + j];
        for (int k = 0; k < j; k++) {
          rest -= l[i * n + k] * l[j * n + k];
        }
        if (i == j && !(rest > 0)) {
          throw new ArithmeticException("leading minor of order " + (i + 1));
        }
        l[i * n + j] = i == j ? Math.sqrt(rest) : rest / l[j * n + j];
      }
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? 1 : 0;
        for (int k = j; k < i; k++) {
          sum -= l[i * n + k] * inverse[k * n + j];
        }
        inverse[i * n + j] = sum / l[i * n + i];
      }
    }
    return List.of(l, inverse);
  }

  /** Hestenes' method: rotations of two columns until all are orthogonal. Full rank only. */
  private static List<double[]> svd(double[] matrix, int m, int n) {
    double[][] a = rows(matrix, m, n);
    if (m < n) {
      double[] flat = columns(transposed(a), IntStream.range(0, m).toArray());
      List<double[]> factors = svd(flat, n, m);
      return List.of(factors.get(2), factors.get(1), factors.get(0));
    }
    double[][] v = rows(new double[n * n], n, n);
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double angle = 0.5 * Math.atan2(2 * dot(a, p, q), dot(a, q, q) - dot(a, p, p));
          rotateColumns(a, p, q, angle);
          rotateColumns(v, p, q, angle);
        }
      }
    }
    int[] order = order(n, Comparator.comparingDouble(i -> -dot(a, i, i)));
    double[] s = Arrays.stream(order).mapToDouble(i -> Math.sqrt(dot(a, i, i))).toArray();
    double[] u = columns(a, order);
    for (int i = 0; i < u.length; i++) {
      u[i] /= s[i % n];
    }
    return List.of(u, s, columns(v, order));
  }

  private static void rotateColumns(double[][] a, int p, int q, double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (double[] row : a) {
      double x = row[p];
      double y = row[q];
      row[p] = c * x - s * y;
      row[q] = s * x + c * y;
    }
  }

  private static void rotateRows(double[][] a, int p, int q, double angle) {
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    for (int i = 0; i < a[p].length; i++) {
      double x = a[p][i];
      double y = a[q][i];
      a[p][i] = c * x - s * y;
      a[q][i] = s * x + c * y;
    }
  }

  private static double dot(double[][] a, int p, int q) {
    double sum = 0;
    for (double[] row : a) {
      sum += row[p] * row[q];
    }
    return sum;
  }

  private static int[] order(int n, Comparator<Integer> comparator) {
    return IntStream.range(0, n).boxed().sorted(comparator).mapToInt(i -> i).toArray();
  }

  private static double[][] rows(double[] a, int rows, int columns) {
    return IntStream.range(0, rows)
        .mapToObj(i -> Arrays.copyOfRange(a, i * columns, (i + 1) * columns))
        .toArray(double[][]::new);
  }

  private static double[][] transposed(double[][] a) {
    return IntStream.range(0, a[0].length)
        .mapToObj(j -> Arrays.stream(a).mapToDouble(row -> row[j]).toArray())
        .toArray(double[][]::new);
  }

  /** The chosen columns, in row-major order. */
  private static double[] columns(double[][] a, int[] chosen) {
    return Arrays.stream(a)
        .flatMapToDouble(row -> Arrays.stream(chosen).mapToDouble(j -> row[j]))
        .toArray();
  }
}
