package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * What gives a factorisation its gradient: the factors are constants, and to them is added how they
 * change, to first order, when the matrix does.
 *
 * <p>The change is a composition of ordinary operations on {@link #deviation}, whose value is 0. So
 * the value is exactly the factor, and the tape holds nothing but those operations. Second
 * derivatives are not to be had this way.
 */
final class Linearisation {
  private Linearisation() {}

  /** Returns {@code (A + A^T) / 2}. */
  static Tensor symmetric(Tensor matrix) {
    return matrix.add(matrix.permute(1, 0)).multiply(0.5);
  }

  /** Returns a tensor less its own value as a constant: zeros that carry its gradient. */
  static Tensor deviation(Tensor tensor) {
    Engine engine = tensor.engine();
    return tensor.subtract(engine.tensor(tensor.toDoubles(), tensor.shape(), tensor.type()));
  }

  /** Returns the diagonal {@code [n]} of a square matrix. */
  static Tensor diagonal(Tensor matrix) {
    int n = matrix.shape().dim(0);
    return matrix.multiply(constant(matrix, n, n, (i, j) -> i == j ? 1 : 0)).sum(1).reshape(n);
  }

  /**
   * Returns the matrix of {@code 1 / (x[j] - x[i])}, with 0 on the diagonal and wherever the two
   * are equal but for rounding.
   */
  static Tensor inverseGaps(Tensor like, double[] x) {
    double smallest = rounding(x);
    return constant(
        like,
        x.length,
        x.length,
        (i, j) -> Math.abs(x[j] - x[i]) <= smallest ? 0 : 1 / (x[j] - x[i]));
  }

  /** Returns what rounding may have changed of numbers that come of one factorisation. */
  static double rounding(double[] x) {
    return x.length * Math.ulp(1.0) * Arrays.stream(x).map(Math::abs).max().orElse(0);
  }

  /** An element of a matrix. */
  interface Element {
    double at(int row, int column);
  }

  /** Makes a constant matrix, of the engine and type of another tensor. */
  static Tensor constant(Tensor like, int rows, int columns, Element element) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = element.at(i / columns, i % columns);
    }
    return like.engine().tensor(values, Shape.of(rows, columns), like.type());
  }
}
