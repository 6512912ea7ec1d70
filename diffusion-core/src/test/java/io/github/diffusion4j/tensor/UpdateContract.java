package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes tensors in place. */
public interface UpdateContract extends EngineUnderTest {
  @Test
  default void adamWAgreesWithItsFormula() {
    double p = 0.7;
    double m = 0;
    double v = 0;
    Tensor parameter = engine().full(p, Shape.of(3), DataType.FLOAT32);
    Tensor mean = engine().zeros(Shape.of(3));
    Tensor variance = engine().zeros(Shape.of(3));
    for (int t = 1; t <= 5; t++) {
      double g = 0.5 * t - 1.2;
      engine()
          .adamW(
              parameter,
              engine().full(2 * g, Shape.of(3), DataType.FLOAT32),
              mean,
              variance,
              new Engine.AdamWStep(0.01, 0.9, 0.999, 1e-8, 0.1, 0.5, t));
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      p -= 0.01 * 0.1 * p;
      p -= 0.01 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
    }
    assertThat(parameter.toDoubles()[2]).isCloseTo(p, within(1e-6));
  }

  @Test
  default void lerpAndSumOfSquaresAgreeWithTheirFormulas() {
    Tensor target = floats(1, 2);
    engine().lerp(target, floats(3, -2), 0.25);
    assertThat(target.toFloats()).containsExactly(1.5f, 1);
    assertThat(engine().sumOfSquares(target)).isEqualTo(3.25);
    assertThat(engine().sumOfSquares(doubles(3, -4))).isEqualTo(25);
    assertThat(engine().sumOfSquares(engine().zeros(Shape.of(0)))).isZero();
  }

  @Test
  default void whatIsAssignedIsACopy() {
    Tensor target = engine().zeros(Shape.of(2));
    Tensor source = floats(1, 2);
    engine().assign(target, source);
    engine().lerp(source, floats(9, 9), 1);
    assertThat(target.toFloats()).containsExactly(1, 2);
    Tensor copy = engine().parameter(target);
    engine().assign(target, source);
    assertThat(copy.toFloats()).containsExactly(1, 2);
  }

  /**
   * A reshape may share memory with its input or not, which an engine need not say; but it never
   * holds a mixture, and neither is the input spoilt.
   */
  @Test
  default void viewsHoldAllOfAChangeOrNothing() {
    for (boolean throughTheView : new boolean[] {false, true}) {
      Tensor base = counted(DataType.FLOAT32, 2, 3);
      Tensor view = base.reshape(3, 2);
      Tensor changed = throughTheView ? view : base;
      Tensor other = throughTheView ? base : view;
      float[] before = other.toFloats();
      engine().assign(changed, engine().full(7, changed.shape(), DataType.FLOAT32));
      assertThat(changed.toFloats()).containsOnly(7);
      assertThat(other.toFloats())
          .satisfiesAnyOf(
              values -> assertThat(values).isEqualTo(before),
              values -> assertThat(values).containsOnly(7));
    }
  }

  @Test
  default void aSliceOrAConcatIsNotSharedWithWhatItIsOf() {
    Tensor base = counted(DataType.FLOAT32, 2, 3);
    List<Tensor> derived =
        List.of(
            base.slice(0, 0, 1),
            base.slice(1, 1, 2),
            base.slice(0, 0, 2),
            Tensor.concat(0, base, base),
            base.permute(1, 0),
            base.permute(0, 1),
            base.indexSelect(0, 0, 1),
            base.detach().add(0));
    List<float[]> before = derived.stream().map(Tensor::toFloats).toList();
    engine().assign(base, engine().full(7, base.shape(), DataType.FLOAT32));
    for (int i = 0; i < before.size(); i++) {
      assertThat(derived.get(i).toFloats()).as("%d", i).isEqualTo(before.get(i));
    }
  }

  @Test
  default void updatesTakeViewsOfTheirOwnTarget() {
    Tensor x = counted(DataType.FLOAT32, 2, 2);
    engine().assign(x, x.reshape(4).reshape(2, 2));
    assertThat(x.toFloats()).containsExactly(0, 1, 2, 3);
    engine().lerp(x, x.reshape(4).reshape(2, 2), 0.5);
    assertThat(x.toFloats()).containsExactly(0, 1, 2, 3);
    engine().lerp(x.reshape(2, 2), x, 0.5);
    assertThat(x.toFloats()).containsExactly(0, 1, 2, 3);
  }

  @Test
  default void adamWTakesGradientsThatAreViews() {
    Tensor parameter = engine().zeros(Shape.of(2, 2));
    Tensor gradient = floats(1, -1, 2, -2).reshape(2, 2);
    Tensor mean = engine().zeros(Shape.of(2, 2));
    Tensor variance = engine().zeros(Shape.of(2, 2));
    Engine.AdamWStep step = new Engine.AdamWStep(0.5, 0.9, 0.999, 0, 0, 1, 1);
    engine().adamW(parameter, gradient, mean, variance, step);
    assertThat(parameter.toDoubles())
        .containsExactly(new double[] {-0.5, 0.5, -0.5, 0.5}, within(1e-5));
    assertThat(gradient.toFloats()).containsExactly(1, -1, 2, -2);
  }

  @Test
  default void updatesReachEveryElementOfLargeArrays() {
    int size = 70_001;
    double[] values = new double[size];
    Arrays.setAll(values, i -> i % 97 - 48);
    Tensor target = engine().tensor(values, Shape.of(size), DataType.FLOAT32);
    engine().lerp(target, engine().full(0, Shape.of(size), DataType.FLOAT32), 0.5);
    float[] halves = target.toFloats();
    for (int i = 0; i < size; i++) {
      assertThat(halves[i]).as("element %d", i).isEqualTo((float) values[i] / 2);
    }
  }

  @Test
  default void updatesNameTensorsThatAreNotAlike() {
    Tensor target = floats(1, 2);
    for (Tensor other : List.of(floats(1, 2, 3), doubles(1, 2), floats(1, 2).reshape(2, 1))) {
      assertThatThrownBy(() -> engine().assign(target, other))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(other.toString());
      assertThatThrownBy(() -> engine().lerp(target, other, 0.5))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(other.toString());
    }
    assertThat(target.toFloats()).containsExactly(1, 2);
  }
}
