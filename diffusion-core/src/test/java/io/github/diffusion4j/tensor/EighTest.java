package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EighTest extends FactorisationTrials {
  /** The second difference has eigenvalues {@code 2 - 2 cos(i pi / (n + 1))}. */
  @Test
  void findsTheEigenvaluesOfTheSecondDifference() {
    int n = 50;
    Tensor a =
        Linearisation.constant(
            matrix(0, 0), n, n, (i, j) -> i == j ? 2 : Math.abs(i - j) == 1 ? -1 : 0);
    double[] w = Eigh.of(a).values().toDoubles();
    for (int i = 1; i <= n; i++) {
      assertThat(w[i - 1]).isCloseTo(2 - 2 * Math.cos(i * Math.PI / (n + 1)), within(1e-13));
    }
  }

  @Test
  void agreesWithJacobisMethod() {
    for (int n : new int[] {1, 2, 3, 7, 20, 33, 34, 65, 130}) {
      String what = "seed " + n;
      double[] values = spread(n, n, n);
      Eigh actual = Eigh.of(matrix(n, n, values));
      Eigh expected = Eigh.of(reference.tensor(values, Shape.of(n, n), DataType.FLOAT64));
      assertClose(what, actual.values(), expected.values(), 1e-10);
      assertClose(what, actual.vectors().square(), expected.vectors().square(), 1e-10);
      Tensor v = actual.vectors();
      assertClose(what, v.matMul(v, true, false), identity(n), 1e-12);
      Tensor product = v.multiply(actual.values()).matMul(v, false, true);
      assertClose(what, product, Linearisation.symmetric(matrix(n, n, values)), 1e-10);
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (int n : new int[] {1, 2, 5}) {
      double[] values = spread(n, n, n);
      String what = "seed " + n;
      gradientAgrees(what, values, Shape.of(n, n), a -> weighted(Eigh.of(a).values()));
      gradientAgrees(what, values, Shape.of(n, n), a -> weighted(Eigh.of(a).vectors().square()));
    }
  }

  /** The trace of a matrix function has that function's derivative as gradient. */
  @Test
  void gradientsOfTracesAreKnownEvenWhereEigenvaluesRepeat() {
    double[] a = {2, 0, 0, 0, 2, 0, 0, 0, 5};
    double[] squares = gradient(a, Shape.of(3, 3), x -> Eigh.of(x).values().square().sum());
    assertThat(squares).containsExactly(new double[] {4, 0, 0, 0, 4, 0, 0, 0, 10}, within(1e-14));
    double[] roots = gradient(a, Shape.of(3, 3), x -> squareRoot(Eigh.of(x)));
    double two = 1 / (2 * Math.sqrt(2));
    double five = 1 / (2 * Math.sqrt(5));
    assertThat(roots)
        .containsExactly(new double[] {two, 0, 0, 0, two, 0, 0, 0, five}, within(1e-14));
  }

  private Tensor squareRoot(Eigh a) {
    Tensor root = a.vectors().multiply(a.values().sqrt()).matMul(a.vectors(), false, true);
    return root.multiply(identity(3)).sum();
  }

  @Test
  void valuesAreWhatLapackGivesThoughGradientsAreWanted() {
    Tensor a = matrix(6, 6, gaussians(4, 36));
    assertThat(Eigh.of(engine.parameter(a)).values().toDoubles())
        .containsExactly(Factorisation.EIGH.of(Linearisation.symmetric(a)).get(0).toDoubles());
  }

  @Test
  void nothingHasNothing() {
    Eigh none = Eigh.of(matrix(0, 0));
    assertThat(none.values().shape()).isEqualTo(Shape.of(0));
    assertThat(none.vectors().shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void refusesWhatItCannotDecompose() {
    assertThatThrownBy(() -> Eigh.of(matrix(2, 3, new double[6])))
        .isInstanceOf(ShapeException.class)
        .hasMessage("eigh: matrix [2, 3] is not square");
    assertThatThrownBy(() -> Eigh.of(engine.zeros(Shape.of(2, 3, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("eigh: expected one matrix [rows, columns], got [2, 3, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Eigh.of(engine.zeros(Shape.of(2, 2))))
        .withMessageContaining("FLOAT32")
        .withMessageContaining("engine.tensor(matrix.toDoubles(), matrix.shape()");
    assertThatThrownBy(() -> Eigh.of(matrix(2, 2, 1, 2, Double.NaN, 1)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("eigh: element (0, 1) of matrix [2, 2] is NaN; all must be finite");
  }
}
