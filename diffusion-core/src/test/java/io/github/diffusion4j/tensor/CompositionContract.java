package io.github.diffusion4j.tensor;

import static io.github.diffusion4j.tensor.OpCase.dims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Methods of tensors that are written with several operations. */
public interface CompositionContract extends EngineUnderTest {
  /** How far rounding may take a double. */
  Offset<Double> CLOSE = within(1e-11);

  /** Each composition, by the numbers that {@code Trial} draws. */
  static List<Trial> compositions() {
    Indices labels = Indices.of(2, 0, 2, 1);
    List<Trial> trials = new ArrayList<>();
    trials.add(of("mean", x -> x.mean(0, 2), 2, 3, 4));
    trials.add(of("mean of all", Tensor::mean, 2, 3));
    trials.add(of("variance", x -> x.variance(1), 3, 5));
    trials.add(of("variance of all", x -> x.variance(0, 1), 3, 5));
    trials.add(of("min", x -> x.min(1), 3, 5));
    trials.add(of("max of all", Tensor::max, 3, 5));
    trials.add(of("min of all", Tensor::min, 3, 5));
    trials.add(of("negate", Tensor::negate, 3));
    trials.add(of("logSoftmax, last", x -> x.logSoftmax(-1), 3, 5));
    trials.add(of("logSoftmax, first", x -> x.logSoftmax(0), 3, 5));
    trials.add(of("crossEntropy", x -> x.crossEntropy(labels), 4, 3));
    trials.add(of("broadcastTo", x -> x.broadcastTo(Shape.of(2, 3, 4)), 3, 1));
    trials.add(of("sort", x -> x.sort(1, false), 2, 5, 3));
    trials.add(of("sort, descending", x -> x.sort(-1, true), 2, 5));
    trials.add(of("topK", x -> x.gather(1, x.topK(2, 1)), 3, 5));
    trials.add(of("quantile", x -> x.quantile(0.3, 1), 3, 6));
    trials.add(of("quantile at an element", x -> x.quantile(0.5, 0), 5, 2));
    trials.add(of("embedding", x -> x.embedding(1, 1, 0), 3, 4));
    trials.add(of("averagePool", Tensor::averagePool, 2, 3, 4, 6));
    trials.add(
        Trial.of("stack", in -> Tensor.stack(1, in.get(0), in.get(1)), dims(2, 3), dims(2, 3)));
    trials.add(product(false, false, dims(3, 4), dims(2, 4, 5)));
    trials.add(product(true, false, dims(4, 3), dims(2, 4, 5)));
    trials.add(product(true, true, dims(2, 4, 3), dims(5, 4)));
    trials.add(product(false, true, dims(2, 1, 3, 4), dims(3, 5, 4)));
    trials.add(product(false, false, dims(1, 3, 4), dims(6, 4, 2)));
    return trials;
  }

  private static Trial of(String name, UnaryOperator<Tensor> function, int... lengths) {
    return Trial.of(name, in -> function.apply(in.get(0)), lengths);
  }

  private static Trial product(boolean first, boolean second, int[] a, int[] b) {
    return Trial.of(
        "matMul " + first + " " + second, in -> in.get(0).matMul(in.get(1), first, second), a, b);
  }

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.tensor.CompositionContract#compositions")
  default void compositionsHaveTheGradientsOfTheirValues(Trial trial) {
    trial.checkGradients(engine());
    double[] expected = trial.run(engine(), DataType.FLOAT64);
    trial.assertClose(trial.run(engine(), DataType.FLOAT32), expected, 3e-6);
    List<double[]> slopes = trial.gradients(engine(), DataType.FLOAT64);
    trial.assertClose(trial.gradients(engine(), DataType.FLOAT32), slopes, 2e-5);
  }

  @Test
  default void momentsAndExtremes() {
    Tensor x = doubles(1, 2, 6, -4, 0, 7).reshape(2, 3);
    assertThat(x.mean(1).toDoubles()).containsExactly(new double[] {3, 1}, CLOSE);
    assertThat(x.mean().item()).isCloseTo(2, CLOSE);
    assertThat(x.variance(1).toDoubles()).containsExactly(new double[] {14 / 3.0, 62 / 3.0}, CLOSE);
    assertThat(x.variance(0).toDoubles()).containsExactly(new double[] {6.25, 1, 0.25}, CLOSE);
    assertThat(x.variance(1).shape()).isEqualTo(Shape.of(2, 1));
    assertThat(x.min(1).toDoubles()).containsExactly(1, -4);
    assertThat(x.min(0).toDoubles()).containsExactly(-4, 0, 6);
    assertThat(x.min().item()).isEqualTo(-4);
    assertThat(x.max(-1).toDoubles()).containsExactly(6, 7);
    assertThat(x.max().item()).isEqualTo(7);
    assertThat(x.max().shape()).isEqualTo(Shape.of());
    assertThat(x.negate().toDoubles()).containsExactly(new double[] {-1, -2, -6, 4, 0, -7}, CLOSE);
    assertThat(x.cumulativeSum(-1).toDoubles()).containsExactly(1, 3, 9, -4, -4, 3);
  }

  @Test
  default void comparesWithANumber() {
    Tensor x = doubles(-1, 0, 1, 2);
    assertThat(x.compare(Elementwise.Compare.Kind.LESS, 1).toDoubles()).containsExactly(1, 1, 0, 0);
    assertThat(x.compare(Elementwise.Compare.Kind.GREATER_OR_EQUAL, 1).toDoubles())
        .containsExactly(0, 0, 1, 1);
    assertThat(x.compare(Elementwise.Compare.Kind.EQUAL, 0).toDoubles())
        .containsExactly(0, 1, 0, 0);
    Tensor few = engine().full(3, Shape.of(2, 1), DataType.FLOAT32);
    assertThat(few.compare(Elementwise.Compare.Kind.NOT_EQUAL, 3).toFloats()).containsExactly(0, 0);
  }

  @Test
  default void logSoftmaxDoesNotOverflow() {
    Tensor x = doubles(1000, 0, -1000, 1000).reshape(2, 2);
    assertThat(x.logSoftmax(1).toDoubles())
        .containsExactly(new double[] {0, -1000, -2000, 0}, CLOSE);
    assertThat(x.logSoftmax(0).toDoubles())
        .containsExactly(new double[] {0, -1000, -2000, 0}, CLOSE);
    double third = -Math.log(3);
    assertThat(doubles(5, 5, 5).logSoftmax(0).toDoubles())
        .containsExactly(new double[] {third, third, third}, CLOSE);
  }

  /** Computed with PyTorch 1.13: {@code cross_entropy(arange(6).reshape(2, 3).sin(), [2, 0])}. */
  @Test
  default void crossEntropyAgreesWithPyTorch() {
    Tensor losses = counted(DataType.FLOAT64, 2, 3).sin().crossEntropy(Indices.of(2, 0));
    assertThat(losses.shape()).isEqualTo(Shape.of(2));
    assertThat(losses.toDoubles())
        .containsExactly(new double[] {0.848966365716, 0.554041151862}, CLOSE);
    Tensor sure = doubles(0, 1000).reshape(1, 2);
    assertThat(sure.crossEntropy(Indices.of(1)).item()).isCloseTo(0, CLOSE);
    assertThat(sure.crossEntropy(Indices.of(0)).item()).isCloseTo(1000, CLOSE);
    assertThatThrownBy(() -> sure.crossEntropy(Indices.of(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("index 2 is outside dimension 1");
    assertThatThrownBy(() -> sure.crossEntropy(Indices.of(0, 1)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  default void stacksAlongEachDimension() {
    Tensor a = counted(DataType.FLOAT64, 2, 2);
    Tensor b = a.add(10);
    Tensor outer = Tensor.stack(0, a, b);
    assertThat(outer.shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(outer.toDoubles()).containsExactly(0, 1, 2, 3, 10, 11, 12, 13);
    assertThat(Tensor.stack(1, a, b).toDoubles()).containsExactly(0, 1, 10, 11, 2, 3, 12, 13);
    Tensor inner = Tensor.stack(-1, a, b, a);
    assertThat(inner.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(inner.toDoubles()).containsExactly(0, 10, 0, 1, 11, 1, 2, 12, 2, 3, 13, 3);
    Tensor scalars = Tensor.stack(0, a.sum(), b.sum());
    assertThat(scalars.toDoubles()).containsExactly(6, 46);
    assertThatThrownBy(() -> Tensor.stack(3, a, b))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("dimension 3 is none of the 3");
    assertThatThrownBy(() -> Tensor.stack(0, a, a.reshape(4, 1)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  default void broadcastsToAShape() {
    Tensor x = doubles(1, 2).reshape(2, 1);
    assertThat(x.broadcastTo(Shape.of(2, 2, 3)).toDoubles())
        .containsExactly(1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2);
    assertThat(x.broadcastTo(Shape.of(2, 1))).isSameAs(x);
    assertThat(x.broadcastTo(Shape.of(0, 2, 1)).shape()).isEqualTo(Shape.of(0, 2, 1));
    assertThatThrownBy(() -> x.broadcastTo(Shape.of(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("broadcastTo: [2, 1] does not grow into [2]");
    assertThatThrownBy(() -> x.broadcastTo(Shape.of(3, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, 1] and [3, 1] do not broadcast");
  }

  /** Every batch dimension that broadcasts is as good as written out. */
  @Test
  default void productsBroadcastTheirBatches() {
    Tensor a = counted(DataType.FLOAT64, 2, 1, 3, 4).affine(0.1, -1);
    Tensor b = counted(DataType.FLOAT64, 3, 4, 2).affine(-0.2, 1);
    Tensor product = a.matMul(b);
    assertThat(product.shape()).isEqualTo(Shape.of(2, 3, 3, 2));
    Tensor one = a.slice(0, 1, 2).reshape(3, 4).matMul(b.slice(0, 2, 3).reshape(4, 2));
    assertThat(product.slice(0, 1, 2).slice(1, 2, 3).toDoubles())
        .containsExactly(one.toDoubles(), CLOSE);
    Tensor matrix = counted(DataType.FLOAT64, 3, 4);
    assertThat(matrix.matMul(b).shape()).isEqualTo(Shape.of(3, 3, 2));
    assertThatThrownBy(() -> a.matMul(counted(DataType.FLOAT64, 4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("need at least two dimensions");
    assertThatThrownBy(() -> b.matMul(counted(DataType.FLOAT64, 2, 2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("do not broadcast");
  }

  /** What NumPy gives: {@code np.quantile([3, 1, 4, 1, 5], [0, .25, .4, 1])} and its sort. */
  @Test
  default void quantilesAndOrderAreNumPys() {
    try (Scope scope = engine().inference()) {
      Tensor x = engine().tensor(new float[] {3, 1, 4, 1, 5}, Shape.of(1, 5));
      assertThat(x.quantile(0, 1).item()).isEqualTo(1);
      assertThat(x.quantile(0.25, 1).item()).isEqualTo(1);
      assertThat(x.quantile(0.4, -1).item()).isCloseTo(2.2, within(1e-6));
      assertThat(x.quantile(1, 1).item()).isEqualTo(5);
      assertThat(x.sort(1, false).toFloats()).containsExactly(1, 1, 3, 4, 5);
      assertThat(x.sort(1, true).toFloats()).containsExactly(5, 4, 3, 1, 1);
      assertThat(x.argMax(1)).isEqualTo(Indices.of(new int[] {4}, Shape.of(1, 1)));
      Tensor table = x.reshape(5, 1).slice(0, 0, 4).reshape(2, 1, 2);
      assertThat(table.argMax(0, 2)).isEqualTo(Indices.of(new int[] {2}, Shape.of(1, 1, 1)));
      assertThat(table.argMin(2, 0).toArray()).containsExactly(1);
      assertThat(table.argMax(0, 1).toArray()).containsExactly(1, 0);
      assertThatThrownBy(() -> table.argMax(0, 0)).hasMessageContaining("twice");
      assertThat(x.topK(3, 1).toArray()).containsExactly(4, 2, 0);
      assertThatThrownBy(() -> x.quantile(1.5, 1)).hasMessage("quantile is 1.5; it is from 0 to 1");
      assertThatThrownBy(() -> Tensor.concat(0)).hasMessageContaining("give one at least");
    }
  }
}
