package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.Linearisation.deviation;
import static io.github.diffusion4j.tensor.Linearisation.diagonal;
import static io.github.diffusion4j.tensor.Linearisation.inverseGaps;
import static io.github.diffusion4j.tensor.Linearisation.symmetric;

import java.util.List;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix: {@code A = V diag(w) V^T}.
 *
 * @param values {@code [n]}, ascending
 * @param vectors {@code [n, n]}, one in each column, orthonormal; the sign of each is arbitrary
 */
public record Eigh(Tensor values, Tensor vectors) {
  /**
   * Decomposes {@code (A + A^T) / 2}.
   *
   * <p>Gradients flow through both parts: {@code dw = diag(P)} and {@code dV = V (F o P)} with
   * {@code P = V^T dA V} and {@code F[i, j] = 1 / (w[j] - w[i])} (Giles 2008, section 3.1). Where
   * eigenvalues repeat, single vectors have no derivative; F is 0 there, which is right for
   * whatever does not depend on the choice of vectors among equals.
   *
   * @param matrix {@code [n, n]}, FLOAT64; n may be 0
   * @throws ShapeException if it is no square matrix
   * @throws IllegalArgumentException if it is not FLOAT64
   * @throws ArithmeticException if it holds NaN or infinity, or the iteration does not converge
   */
  public static Eigh of(Tensor matrix) {
    Factorisation.EIGH.check(matrix);
    Tensor a = symmetric(matrix);
    List<Tensor> factors = Factorisation.EIGH.of(a);
    Tensor w = factors.get(0);
    Tensor v = factors.get(1);
    if (w.shape().size() == 0) {
      return new Eigh(w, v);
    }
    Tensor p = v.matMul(deviation(a), true, false).matMul(v);
    Tensor turn = p.multiply(inverseGaps(a, w.toDoubles()));
    return new Eigh(w.add(diagonal(p)), v.add(v.matMul(turn)));
  }
}
