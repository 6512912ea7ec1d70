package io.github.diffusion4j.tensor;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operations do at kinks, and with numbers that are very large, infinite or none at all. */
public interface EdgeContract extends EngineUnderTest {
  private Tensor of(DataType type, double... values) {
    return engine().tensor(values, Shape.of(values.length), type);
  }

  /** Returns the gradient of the sum of a function's result. */
  private double[] slope(Tensor at, UnaryOperator<Tensor> function) {
    try (Scope scope = engine().scope()) {
      Tensor x = engine().parameter(at);
      return engine().gradients(function.apply(x).sum(), List.of(x)).get(0).toDoubles();
    }
  }

  @ParameterizedTest
  @EnumSource
  default void tiesShareTheGradient(DataType type) {
    Tensor x = of(type, 1, 2, 3);
    Tensor y = of(type, 1, 3, 2);
    assertThat(slope(x, t -> t.maximum(y))).containsExactly(0.5, 0, 1);
    assertThat(slope(y, t -> x.maximum(t))).containsExactly(0.5, 1, 0);
    assertThat(slope(x, t -> t.minimum(y))).containsExactly(0.5, 1, 0);
    assertThat(slope(y, t -> x.minimum(t))).containsExactly(0.5, 0, 1);
    assertThat(slope(of(type, 4, 1, 4, 0, 4, 4), t -> t.max(0)))
        .containsExactly(0.25, 0, 0.25, 0, 0.25, 0.25);
    assertThat(slope(of(type, -4, 1, -4), t -> t.min())).containsExactly(0.5, 0, 0.5);
  }

  @ParameterizedTest
  @EnumSource
  default void theFirstOfTheLargestInAPoolGetsTheGradient(DataType type) {
    Tensor x = of(type, 7, 7, 7, 7, 1, 5, 5, 2).reshape(1, 2, 2, 2);
    List<Integer> two = List.of(2, 2);
    Spatial.Pool pool = new Spatial.Pool(Spatial.Pool.Kind.MAX, two, two, List.of(0, 0));
    assertThat(slope(x, t -> t.pool(pool))).containsExactly(1, 0, 0, 0, 0, 1, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  default void padsOfAPoolAreNeverTheLargestAndCountInAverages(DataType type) {
    List<Integer> two = List.of(2, 2);
    List<Integer> one = List.of(1, 1);
    Tensor x = engine().full(-3, Shape.of(1, 1, 2, 2), type);
    Tensor max = x.pool(new Spatial.Pool(Spatial.Pool.Kind.MAX, two, two, one));
    Tensor mean = x.pool(new Spatial.Pool(Spatial.Pool.Kind.AVERAGE, two, two, one));
    assertThat(max.toDoubles()).containsExactly(-3, -3, -3, -3);
    assertThat(mean.toDoubles()).containsExactly(-0.75, -0.75, -0.75, -0.75);
  }

  @ParameterizedTest
  @EnumSource
  default void slopesAtKinksAreAsDocumented(DataType type) {
    Tensor x = of(type, -1, 0, 2);
    assertThat(slope(x, Tensor::relu)).containsExactly(0, 0, 1);
    assertThat(slope(x, Tensor::abs)).containsExactly(-1, 0, 1);
    assertThat(slope(x, t -> t.clamp(-0.5, 1.5))).containsExactly(0, 1, 0);
    assertThat(slope(x, t -> t.power(2))).containsExactly(-2, 0, 4);
    assertThat(slope(x, t -> t.power(1))).containsExactly(1, 1, 1);
    assertThat(slope(x, t -> t.power(0))).containsExactly(0, 0, 0);
    assertThat(slope(x, t -> x.compare(Elementwise.Compare.Kind.GREATER, 0).where(t, t.square())))
        .containsExactly(-2, 0, 1);
    assertThat(slope(x, t -> t.detach().multiply(t))).containsExactly(-1, 0, 2);
  }

  @ParameterizedTest
  @EnumSource
  default void nothingHoldsOfNotANumberButThatItDiffers(DataType type) {
    Tensor x = of(type, NaN, 1, NaN);
    Tensor y = of(type, 1, NaN, NaN);
    for (Elementwise.Compare.Kind kind : Elementwise.Compare.Kind.values()) {
      double expected = kind == Elementwise.Compare.Kind.NOT_EQUAL ? 1 : 0;
      assertThat(x.compare(kind, y).toDoubles()).as("%s", kind).containsOnly(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void whereTakesNothingFromTheOtherSide(DataType type) {
    Tensor condition = of(type, 0, -0.0, 1, -2, NaN);
    Tensor x = of(type, NaN, POSITIVE_INFINITY, 3, 4, 5);
    Tensor y = of(type, 6, 7, NaN, NEGATIVE_INFINITY, 8);
    assertThat(condition.where(x, y).toDoubles()).containsExactly(6, 7, 3, 4, 5);
    assertThat(slope(x, t -> condition.where(t, y))).containsExactly(0, 0, 1, 1, 1);
    assertThat(slope(y, t -> condition.where(x, t))).containsExactly(1, 1, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource
  default void theLargestIsNotANumberIfOneIs(DataType type) {
    for (int at = 0; at < 40; at++) {
      double[] values = new double[40];
      values[at] = NaN;
      assertThat(of(type, values).max().item()).as("NaN at %d", at).isNaN();
    }
    assertThat(of(type, NEGATIVE_INFINITY, NEGATIVE_INFINITY).max().item())
        .isEqualTo(NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @EnumSource
  default void functionsDoNotOverflow(DataType type) {
    Tensor x = of(type, -1000, -100, 100, 1000);
    assertThat(x.sigmoid().toDoubles()).containsExactly(new double[] {0, 0, 1, 1}, within(1e-30));
    assertThat(x.tanh().toDoubles()).containsExactly(-1, -1, 1, 1);
    assertThat(x.erf().toDoubles()).containsExactly(-1, -1, 1, 1);
    assertThat(x.relu().toDoubles()).containsExactly(0, 0, 100, 1000);
    double[] line = {0, 0, 100, 1000};
    assertThat(x.softplus().toDoubles()).containsExactly(line, within(1e-30));
    // Close to 1 a float has steps of 6e-8, and 1000 times that is the last digit of 1000.
    double rounding = type == DataType.FLOAT32 ? 1e-6 : 1e-30;
    assertThat(x.silu().toDoubles()).containsExactly(line, within(100 * rounding));
    assertThat(x.gelu().toDoubles()).containsExactly(line, within(100 * rounding));
    double[] step = {0, 0, 1, 1};
    assertThat(slope(x, Tensor::softplus)).containsExactly(step, within(1e-30));
    assertThat(slope(x, Tensor::silu)).containsExactly(step, within(rounding));
    assertThat(slope(x, Tensor::gelu)).containsExactly(step, within(rounding));
    assertThat(slope(x, Tensor::sigmoid)).containsExactly(new double[4], within(1e-30));
    assertThat(slope(x, Tensor::erf)).containsExactly(new double[4], within(1e-30));
    assertThat(x.softmax().toDoubles()).containsExactly(0, 0, 0, 1);
    assertThat(x.logSumExp(0).item()).isEqualTo(1000);
    assertThat(x.negate().add(-2000).logSumExp(0).item()).isEqualTo(-1000);
    assertThat(of(type, 1000, 1000).logSumExp(0).item())
        .isCloseTo(1000 + Math.log(2), within(1e-4));
    assertThat(slope(x, t -> t.logSumExp(0))).containsExactly(0, 0, 0, 1);
  }

  @ParameterizedTest
  @EnumSource
  default void minusInfinityMasksLogits(DataType type) {
    Tensor none = of(type, NEGATIVE_INFINITY, NEGATIVE_INFINITY);
    assertThat(none.logSumExp(0).item()).isEqualTo(NEGATIVE_INFINITY);
    Tensor some = of(type, 1, NEGATIVE_INFINITY, 1);
    assertThat(some.softmax().toDoubles()).containsExactly(0.5, 0, 0.5);
    assertThat(some.logSumExp(0).item()).isCloseTo(1 + Math.log(2), within(1e-6));
    assertThat(slope(some, t -> t.logSumExp(0)))
        .containsExactly(new double[] {0.5, 0, 0.5}, within(1e-6));
    assertThat(slope(some, t -> t.softmax().slice(0, 0, 1)))
        .containsExactly(new double[] {0.25, 0, -0.25}, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  default void aQueryThatSeesNoKeyGetsZeros(DataType type) {
    try (Scope scope = engine().scope()) {
      Tensor q = engine().parameter(counted(type, 1, 2, 2).affine(0.3, -0.2));
      Tensor k = engine().parameter(counted(type, 1, 3, 2).affine(-0.2, 0.1));
      Tensor v = engine().parameter(counted(type, 1, 3, 2));
      double no = NEGATIVE_INFINITY;
      Tensor mask = of(type, no, no, no, 0, no, no).reshape(1, 1, 2, 3);
      Product.Attention how = new Product.Attention(1, 1, false, false);
      Tensor result = q.attention(how, k, v, mask);
      // The second query sees the first key alone.
      assertThat(result.toDoubles()).containsExactly(0, 0, 0, 1);
      List<Tensor> slopes = engine().gradients(result.sum(), List.of(q, k, v));
      assertThat(slopes.get(0).toDoubles()).containsExactly(new double[4], within(1e-6));
      assertThat(slopes.get(1).toDoubles()).containsExactly(new double[6], within(1e-6));
      assertThat(slopes.get(2).toDoubles())
          .containsExactly(new double[] {1, 1, 0, 0, 0, 0}, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  default void maskedKeysAreAsGoodAsMissing(DataType type) {
    Tensor q = counted(type, 1, 2, 4).affine(0.3, -0.7);
    Tensor k = counted(type, 1, 4, 4).affine(-0.1, 0.5);
    Tensor v = counted(type, 1, 4, 4).affine(0.2, -1);
    Tensor mask = of(type, 0, 0, NEGATIVE_INFINITY, NEGATIVE_INFINITY).reshape(1, 1, 1, 4);
    Product.Attention how = new Product.Attention(2, 0.5, false, false);
    assertThat(q.attention(how, k, v, mask).toDoubles())
        .containsExactly(
            q.attention(how, k.slice(1, 0, 2), v.slice(1, 0, 2)).toDoubles(), within(1e-6));
  }

  @Test
  default void dropoutKeepsTheMeanAndDependsOnTheSeedAlone() {
    try (Scope scope = engine().inference()) {
      Tensor ones = engine().full(1, Shape.of(100_000), DataType.FLOAT32);
      float[] first = ones.dropout(0.25, 7).toFloats();
      assertThat(ones.dropout(0.25, 7).toFloats()).isEqualTo(first);
      assertThat(ones.dropout(0.25, 8).toFloats()).isNotEqualTo(first);
      double sum = 0;
      for (float x : first) {
        assertThat(x == 0 || Math.abs(x - 4 / 3f) < 1e-6).isTrue();
        sum += x;
      }
      // Standard error of the mean: sqrt(0.25 / 0.75 / 100000) = 0.0018.
      assertThat(sum / first.length).isCloseTo(1, within(0.01));
    }
  }

  @Test
  default void gradientsAddUpWhereATensorIsUsedTwice() {
    try (Scope scope = engine().scope()) {
      Tensor x = engine().parameter(floats(1, 2, 3));
      Tensor unused = engine().parameter(engine().full(5, Shape.of(2), DataType.FLOAT32));
      Tensor loss = x.multiply(x).add(x).add(x).sum();
      List<Tensor> gradients = engine().gradients(loss, List.of(x, unused));
      assertThat(gradients.get(0).toFloats()).containsExactly(4, 6, 8);
      assertThat(gradients.get(1).toFloats()).containsExactly(0, 0);
      assertThat(x.toFloats()).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void partsAreReadAsTheyLieInTheWhole(DataType type) {
    Tensor x = counted(type, 2, 3, 4);
    float[] some = new float[5];
    x.read(7, some);
    assertThat(some).containsExactly(7, 8, 9, 10, 11);
    x.permute(2, 0, 1).read(1, some);
    assertThat(some).containsExactly(4, 8, 12, 16, 20);
    assertThatThrownBy(() -> x.read(20, some)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> x.read(-1, some)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
