package io.github.diffusion4j.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * How a matrix of doubles is split into factors: what an engine computes, without gradients.
 *
 * <p>{@link Eigh}, {@link Cholesky} and {@link Svd} are what programs use.
 */
public enum Factorisation {
  /**
   * A symmetric {@code [n, n]} into its eigenvalues {@code [n]}, ascending, and eigenvectors {@code
   * [n, n]} of length 1 in columns.
   */
  EIGH,
  /** A positive definite {@code [n, n]} into the lower L of {@code L L^T} and L's inverse. */
  CHOLESKY,
  /**
   * {@code U diag(S) V^T} of a {@code [m, n]}: U {@code [m, k]}, S {@code [k]} descending, V {@code
   * [n, k]}, where k is the smaller of m and n.
   */
  SVD;

  /** Returns the shapes of a matrix's factors, in the order of the constant's description. */
  public List<Shape> shapes(Shape matrix) {
    int rows = matrix.dim(0);
    int columns = matrix.dim(1);
    int rank = Math.min(rows, columns);
    return switch (this) {
      case EIGH -> List.of(Shape.of(rows), matrix);
      case CHOLESKY -> List.of(matrix, matrix);
      case SVD -> List.of(Shape.of(rows, rank), Shape.of(rank), Shape.of(columns, rank));
    };
  }

  /**
   * Checks that a tensor is a matrix that can be split so.
   *
   * @throws ShapeException if it is no matrix, or not square where it must be
   * @throws IllegalArgumentException if it is not FLOAT64
   */
  void check(Tensor matrix) {
    Shape shape = matrix.shape();
    if (shape.rank() != 2) {
      throw new ShapeException(label() + ": expected one matrix [rows, columns], got " + shape);
    }
    if (this != SVD && shape.dim(0) != shape.dim(1)) {
      throw new ShapeException(label() + ": matrix " + shape + " is not square");
    }
    if (matrix.type() != DataType.FLOAT64) {
      throw new IllegalArgumentException(
          label()
              + ": matrix "
              + shape
              + " is "
              + matrix.type()
              + "; it works on FLOAT64: make one with engine.tensor(matrix.toDoubles(),"
              + " matrix.shape(), DataType.FLOAT64)");
    }
  }

  /**
   * Returns a checked matrix's factors as constants: they carry no gradient.
   *
   * @throws ArithmeticException if the matrix holds NaN or infinity, or has no such factors
   */
  List<Tensor> of(Tensor matrix) {
    Shape shape = matrix.shape();
    double[] values = matrix.toDoubles();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new ArithmeticException(
            "%s: element (%d, %d) of matrix %s is %s; all must be finite"
                .formatted(label(), i / shape.dim(1), i % shape.dim(1), shape, values[i]));
      }
    }
    Engine engine = matrix.engine();
    List<Shape> shapes = shapes(shape);
    List<Tensor> factors = new ArrayList<>();
    if (values.length == 0) {
      shapes.forEach(empty -> factors.add(engine.tensor(new double[0], empty, DataType.FLOAT64)));
      return factors;
    }
    List<double[]> arrays = engine.factorise(this, values, shape);
    for (int i = 0; i < shapes.size(); i++) {
      factors.add(engine.tensor(arrays.get(i), shapes.get(i), DataType.FLOAT64));
    }
    return factors;
  }

  /** Returns what it is called in errors. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
