package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of factorisations share: matrices, and gradients by finite differences. */
abstract class FactorisationTrials {
  private static final double STEP = 1e-5;

  final Engine reference = new ReferenceEngine();
  Engine engine;
  private Scope scope;

  @BeforeEach
  void open() {
    engine = Engine.open();
    scope = engine.scope();
  }

  @AfterEach
  void close() {
    scope.close();
    engine.close();
    reference.close();
  }

  Tensor matrix(int rows, int columns, double... values) {
    return engine.tensor(values, Shape.of(rows, columns), DataType.FLOAT64);
  }

  static double[] gaussians(int seed, int count) {
    RandomStream random = RandomStream.of(seed, "factorisation", 0);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  /** A Gaussian matrix whose diagonal is spread out, so that nothing in it is nearly equal. */
  static double[] spread(int seed, int rows, int columns) {
    double[] values = gaussians(seed, rows * columns);
    for (int i = 0; i < Math.min(rows, columns); i++) {
      values[i * columns + i] += 4 * (i + 1);
    }
    return values;
  }

  /** A constant that loss functions weigh elements with. */
  static Tensor weights(Tensor like) {
    double[] values = gaussians(1_000_003, like.shape().size());
    return like.engine().tensor(values, like.shape(), like.type());
  }

  static Tensor weighted(Tensor x) {
    return x.multiply(weights(x)).sum();
  }

  double[] gradient(double[] values, Shape shape, UnaryOperator<Tensor> loss) {
    Tensor a = engine.parameter(engine.tensor(values, shape, DataType.FLOAT64));
    return engine.gradients(loss.apply(a), List.of(a)).get(0).toDoubles();
  }

  /** Compares the gradient with differences of the textbook method's values. */
  void gradientAgrees(String what, double[] values, Shape shape, UnaryOperator<Tensor> loss) {
    double[] gradient = gradient(values, shape, loss);
    for (int i = 0; i < values.length; i++) {
      double slope =
          (shifted(values, shape, loss, i, STEP) - shifted(values, shape, loss, i, -STEP));
      assertThat(gradient[i])
          .as("%s, element %d", what, i)
          .isCloseTo(slope / (2 * STEP), within(1e-7 * Math.max(1, Math.abs(gradient[i]))));
    }
  }

  private double shifted(
      double[] values, Shape shape, UnaryOperator<Tensor> loss, int place, double step) {
    double[] moved = values.clone();
    moved[place] += step;
    return loss.apply(reference.tensor(moved, shape, DataType.FLOAT64)).item();
  }

  static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    assertThat(actual.toDoubles())
        .as(what)
        .containsExactly(expected.toDoubles(), within(tolerance));
  }

  Tensor identity(int n) {
    return Linearisation.constant(matrix(0, 0), n, n, (i, j) -> i == j ? 1 : 0);
  }
}
