package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.Linearisation.deviation;
import static io.github.diffusion4j.tensor.Linearisation.diagonal;
import static io.github.diffusion4j.tensor.Linearisation.inverseGaps;
import static io.github.diffusion4j.tensor.Linearisation.rounding;

import java.util.Arrays;
import java.util.List;

/**
 * The thin singular value decomposition of a matrix: {@code A = U diag(S) V^T}; k is the smaller of
 * its lengths m and n.
 *
 * @param u {@code [m, k]}, orthonormal columns
 * @param s {@code [k]}, descending, 0 or more
 * @param v {@code [n, k]}, orthonormal columns; the sign of a column is arbitrary, together with
 *     that of u's
 */
public record Svd(Tensor u, Tensor s, Tensor v) {
  /**
   * Decomposes a matrix.
   *
   * <p>Gradients flow through all parts. With {@code P = U^T dA V} and {@code F[i, j] = 1 / (S[j]^2
   * - S[i]^2)},
   *
   * <pre>
   * dS = diag(P)
   * dU = U (F o (P S + S P^T)) + (I - U U^T) dA V S^-1
   * dV = V (F o (S P + P^T S)) + (I - V V^T) dA^T U S^-1
   * </pre>
   *
   * (Townsend 2016). Where singular values repeat or are 0, single vectors have no derivative; F
   * and {@code S^-1} are 0 there.
   *
   * @param matrix {@code [m, n]}, FLOAT64; either may be 0
   * @throws ShapeException if it is no matrix
   * @throws IllegalArgumentException if it is not FLOAT64
   * @throws ArithmeticException if it holds NaN or infinity, or the iteration does not converge
   */
  public static Svd of(Tensor matrix) {
    Factorisation.SVD.check(matrix);
    List<Tensor> factors = Factorisation.SVD.of(matrix);
    Tensor u = factors.get(0);
    Tensor s = factors.get(1);
    Tensor v = factors.get(2);
    if (s.shape().size() == 0) {
      return new Svd(u, s, v);
    }
    Tensor change = deviation(matrix);
    Tensor towardsU = change.matMul(v);
    Tensor towardsV = change.matMul(u, true, false);
    Tensor p = u.matMul(towardsU, true, false);
    Tensor q = p.permute(1, 0);
    double[] singular = s.toDoubles();
    Tensor row = s.reshape(1, -1);
    Tensor column = s.reshape(-1, 1);
    Tensor f = inverseGaps(s, Arrays.stream(singular).map(x -> x * x).toArray());
    Tensor inverse = inverse(s, singular);
    Tensor turnU = f.multiply(p.multiply(row).add(q.multiply(column)));
    Tensor turnV = f.multiply(p.multiply(column).add(q.multiply(row)));
    return new Svd(
        u.add(u.matMul(turnU)).add(outside(u, towardsU).multiply(inverse)),
        s.add(diagonal(p)),
        v.add(v.matMul(turnV)).add(outside(v, towardsV).multiply(inverse)));
  }

  /** What of x lies outside the space that the columns of a basis span. */
  private static Tensor outside(Tensor basis, Tensor x) {
    return x.subtract(basis.matMul(basis.matMul(x, true, false)));
  }

  /** {@code [1, k]} of {@code 1 / S}, or 0 where S is 0 but for rounding. */
  private static Tensor inverse(Tensor s, double[] singular) {
    double smallest = rounding(singular);
    double[] inverse = Arrays.stream(singular).map(x -> x <= smallest ? 0 : 1 / x).toArray();
    return s.engine().tensor(inverse, Shape.of(1, inverse.length), s.type());
  }
}
