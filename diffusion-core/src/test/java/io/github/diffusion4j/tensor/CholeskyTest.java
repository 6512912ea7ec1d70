package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CholeskyTest extends FactorisationTrials {
  /** A Gaussian matrix times its own transpose. */
  private double[] positive(int seed, int n) {
    Tensor x = matrix(n, n, spread(seed, n, n));
    return x.matMul(x, false, true).toDoubles();
  }

  /** {@code A[i, j] = min(i, j)} is the product of triangles full of ones (Higham 2002, ch. 28). */
  @Test
  void factorOfTheMinimumMatrixIsOnes() {
    int n = 30;
    Tensor a = Linearisation.constant(matrix(0, 0), n, n, (i, j) -> Math.min(i, j) + 1);
    Tensor ones = Linearisation.constant(a, n, n, (i, j) -> i >= j ? 1 : 0);
    assertThat(Cholesky.of(a).lower().toDoubles()).containsExactly(ones.toDoubles());
  }

  @Test
  void agreesWithTheTextbook() {
    for (int n : new int[] {1, 2, 5, 33, 100}) {
      double[] values = positive(n, n);
      Tensor expected =
          Cholesky.of(reference.tensor(values, Shape.of(n, n), DataType.FLOAT64)).lower();
      assertClose("seed " + n, Cholesky.of(matrix(n, n, values)).lower(), expected, 1e-10);
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (int n : new int[] {1, 2, 5}) {
      gradientAgrees(
          "seed " + n, positive(n, n), Shape.of(n, n), a -> weighted(Cholesky.of(a).lower()));
    }
  }

  /** The logarithm of the determinant has the inverse as its gradient. */
  @Test
  void gradientOfTheLogarithmOfTheDeterminantIsTheInverse() {
    int n = 6;
    double[] a = positive(3, n);
    double[] gradient = gradient(a, Shape.of(n, n), x -> logDeterminant(Cholesky.of(x).lower()));
    Tensor product = matrix(n, n, a).matMul(matrix(n, n, gradient));
    assertClose("A times its inverse", product, identity(n), 1e-12);
  }

  private static Tensor logDeterminant(Tensor lower) {
    return Linearisation.diagonal(lower).log().sum().multiply(2);
  }

  @Test
  void nothingHasNothing() {
    assertThat(Cholesky.of(matrix(0, 0)).lower().shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void namesTheMinorThatIsNotPositive() {
    assertThatThrownBy(() -> Cholesky.of(matrix(3, 3, 1, 0, 0, 0, 1, 2, 0, 2, 1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("cholesky: matrix [3, 3] is not positive definite")
        .hasMessageContaining("leading minor of order 3");
  }
}
