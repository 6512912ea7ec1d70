package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Eigh;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * The squared Fréchet (2-Wasserstein) distance of two normal distributions, {@code |m1 - m2|^2 + tr
 * S1 + tr S2 - 2 tr (S1 S2)^(1/2)} (Dowson and Landau 1982; for pictures Heusel et al. 2017).
 *
 * <p>The root's trace is taken of the symmetric {@code R S2 R} with {@code R = S1^(1/2)}, which has
 * the same eigenvalues: they are real, and what rounding leaves below 0 counts as 0. All in double
 * precision. Two equal sets can come out a little below 0.
 *
 * <p>It falls with the number of pictures, so what is compared must be of equally many.
 */
final class FrechetDistance {
  private FrechetDistance() {}

  /**
   * Returns the distance.
   *
   * @throws IllegalArgumentException if the features are of different widths
   */
  static double between(Engine engine, Moments a, Moments b) {
    if (a.width() != b.width()) {
      throw new IllegalArgumentException(
          "features of "
              + a.width()
              + " numbers cannot be compared with those of "
              + b.width()
              + "; take both from the same judge");
    }
    int width = a.width();
    double distance = 0;
    for (int i = 0; i < width; i++) {
      double step = a.mean()[i] - b.mean()[i];
      int diagonal = i * width + i;
      distance += step * step + a.covariance()[diagonal] + b.covariance()[diagonal];
    }
    return distance - 2 * traceOfRoot(engine, a, b);
  }

  private static double traceOfRoot(Engine engine, Moments a, Moments b) {
    Shape square = Shape.of(a.width(), a.width());
    try (Scope scope = engine.inference()) {
      Tensor root = root(engine.tensor(a.covariance(), square, DataType.FLOAT64));
      Tensor other = engine.tensor(b.covariance(), square, DataType.FLOAT64);
      Tensor product = root.matMul(other).matMul(root);
      return Arrays.stream(Eigh.of(product).values().toDoubles())
          .map(value -> Math.sqrt(Math.max(0, value)))
          .sum();
    }
  }

  /** The symmetric square root, {@code V diag(sqrt(w)) V^T}. */
  private static Tensor root(Tensor matrix) {
    Eigh parts = Eigh.of(matrix);
    Tensor roots = parts.values().clamp(0, Double.MAX_VALUE).sqrt().reshape(1, -1);
    return parts.vectors().multiply(roots).matMul(parts.vectors(), false, true);
  }
}
