package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.Linearisation.constant;
import static io.github.diffusion4j.tensor.Linearisation.deviation;
import static io.github.diffusion4j.tensor.Linearisation.symmetric;

import java.util.List;

/**
 * The Cholesky factor of a symmetric positive definite matrix: {@code A = L L^T}.
 *
 * @param lower L, {@code [n, n]}, zero above the diagonal and positive on it
 */
public record Cholesky(Tensor lower) {
  /**
   * Decomposes {@code (A + A^T) / 2}.
   *
   * <p>Gradients flow: {@code dL = L Phi(L^-1 dA L^-T)}, where Phi keeps the lower triangle and
   * halves the diagonal (Murray 2016, section 3).
   *
   * @param matrix {@code [n, n]}, FLOAT64; n may be 0
   * @throws ShapeException if it is no square matrix
   * @throws IllegalArgumentException if it is not FLOAT64
   * @throws ArithmeticException if it holds NaN or infinity, or is not positive definite
   */
  public static Cholesky of(Tensor matrix) {
    Factorisation.CHOLESKY.check(matrix);
    Tensor a = symmetric(matrix);
    List<Tensor> factors = Factorisation.CHOLESKY.of(a);
    Tensor l = factors.get(0);
    if (l.shape().size() == 0) {
      return new Cholesky(l);
    }
    Tensor inverse = factors.get(1);
    int n = l.shape().dim(0);
    Tensor phi = constant(a, n, n, (i, j) -> i > j ? 1 : i == j ? 0.5 : 0);
    Tensor p = inverse.matMul(deviation(a)).matMul(inverse, false, true);
    return new Cholesky(l.add(l.matMul(p.multiply(phi))));
  }
}
