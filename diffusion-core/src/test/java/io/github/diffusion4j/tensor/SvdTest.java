package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SvdTest extends FactorisationTrials {
  private static final int[][] LENGTHS = {{1, 1}, {4, 4}, {6, 3}, {3, 6}, {1, 5}, {5, 1}};
  private static final int[][] LARGE = {{32, 32}, {33, 33}, {70, 64}, {65, 131}, {120, 100}};

  private static Tensor product(Svd svd) {
    return svd.u().multiply(svd.s()).matMul(svd.v(), false, true);
  }

  /** {@code A A^T} is [[9, 12], [12, 41]], whose eigenvalues are 5 and 45. */
  @Test
  void findsKnownSingularValues() {
    assertThat(Svd.of(matrix(2, 2, 3, 0, 4, 5)).s().toDoubles())
        .containsExactly(new double[] {Math.sqrt(45), Math.sqrt(5)}, within(1e-14));
  }

  @Test
  void agreesWithHestenesMethod() {
    for (int[] length : Stream.of(LENGTHS, LARGE).flatMap(Stream::of).toList()) {
      String what = "seed 7 lengths " + length[0] + ", " + length[1];
      double[] values = spread(7, length[0], length[1]);
      Svd actual = Svd.of(matrix(length[0], length[1], values));
      Svd expected = Svd.of(reference.tensor(values, Shape.of(length), DataType.FLOAT64));
      assertClose(what, actual.s(), expected.s(), 1e-10);
      assertClose(what, actual.u().square(), expected.u().square(), 1e-10);
      assertClose(what, actual.v().square(), expected.v().square(), 1e-10);
      assertClose(what, product(actual), matrix(length[0], length[1], values), 1e-10);
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (int[] length : LENGTHS) {
      String what = "seed 7 lengths " + length[0] + ", " + length[1];
      double[] values = spread(7, length[0], length[1]);
      Shape shape = Shape.of(length);
      gradientAgrees(what + ": S", values, shape, a -> weighted(Svd.of(a).s()));
      gradientAgrees(what + ": U", values, shape, a -> weighted(Svd.of(a).u().square()));
      gradientAgrees(what + ": V", values, shape, a -> weighted(Svd.of(a).v().square()));
      gradientAgrees(what + ": U V^T", values, shape, a -> weighted(rotation(Svd.of(a))));
      gradientAgrees(what + ": A", values, shape, a -> weighted(product(Svd.of(a))));
    }
  }

  /** Does not depend on the signs of the vectors. */
  private static Tensor rotation(Svd svd) {
    return svd.u().matMul(svd.v(), false, true);
  }

  /** The sum of the singular values has {@code U V^T} as its gradient. */
  @Test
  void gradientOfTheNuclearNormIsARotation() {
    double[] a = spread(11, 5, 3);
    double[] gradient = gradient(a, Shape.of(5, 3), x -> Svd.of(x).s().sum());
    assertThat(gradient)
        .containsExactly(rotation(Svd.of(matrix(5, 3, a))).toDoubles(), within(1e-13));
  }

  @Test
  void gradientsStayFiniteWhereSingularValuesRepeatOrVanish() {
    double[] a = {2, 0, 0, 0, 2, 0, 0, 0, 0};
    assertThat(gradient(a, Shape.of(3, 3), x -> weighted(product(Svd.of(x)))))
        .doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void nothingHasNothing() {
    Svd none = Svd.of(matrix(3, 0));
    assertThat(none.u().shape()).isEqualTo(Shape.of(3, 0));
    assertThat(none.s().shape()).isEqualTo(Shape.of(0));
    assertThat(none.v().shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void refusesWhatIsNotFinite() {
    assertThatThrownBy(() -> Svd.of(matrix(1, 2, 1, Double.NEGATIVE_INFINITY)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("svd: element (0, 1) of matrix [1, 2] is -Infinity; all must be finite");
  }
}
