package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Mistakes are named before anything is computed; {@code OpShapesTest} has those of each shape. */
public interface ErrorContract extends EngineUnderTest {
  @Test
  default void shapesThatDoNotFitAreNamed() {
    Tensor a = engine().zeros(Shape.of(2, 3));
    Tensor b = engine().zeros(Shape.of(4, 3));
    assertThatThrownBy(() -> a.add(b))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "add: shapes [2, 3] and [4, 3] do not broadcast: dimension -2 is 2 in one and 4 in"
                + " the other; make them equal or one of them 1");
    assertThatThrownBy(() -> a.sum(2)).hasMessageContaining("dimensions -2 to 1");
    assertThatThrownBy(() -> engine().tensor(new float[5], Shape.of(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("5 values do not fill shape [2, 3]");
    assertThatThrownBy(() -> engine().tensor(new double[7], Shape.of(2, 3), DataType.FLOAT32))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("7 values do not fill shape [2, 3]");
    assertThatThrownBy(() -> engine().gradients(a, List.of()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("one element");
    assertThatThrownBy(a::item)
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("more than one element");
  }

  @Test
  default void typesThatDiffer() {
    assertThatThrownBy(() -> floats(1, 2).add(doubles(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("FLOAT32[2] and FLOAT64[2]")
        .hasMessageContaining("make them one type");
  }

  @Test
  default void enginesThatDiffer() {
    try (Engine other = new ReferenceEngine()) {
      Tensor foreign = other.zeros(Shape.of(2));
      assertThatThrownBy(() -> floats(1, 2).add(foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("two engines");
      assertThatThrownBy(() -> engine().assign(floats(1, 2), foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another engine");
    }
  }

  @Test
  default void gradientsAreAskedOfParametersOnly() {
    try (Scope scope = engine().scope()) {
      Tensor x = engine().parameter(floats(1, 2));
      Tensor square = x.square();
      Tensor loss = square.sum();
      assertThatThrownBy(() -> engine().gradients(loss, List.of(square)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not a parameter");
      assertThat(engine().gradients(loss, List.of(x)).get(0).toFloats()).containsExactly(2, 4);
      assertThatThrownBy(() -> engine().gradients(loss, List.of(x)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not recorded");
    }
  }

  @Test
  default void anErrorLeavesTheEngineAsItWas() {
    long before;
    try (Scope scope = engine().scope()) {
      Tensor x = engine().parameter(floats(1, 2));
      before = engine().memoryBytes();
      for (int i = 0; i < 10; i++) {
        assertThatThrownBy(() -> x.reshape(3)).isInstanceOf(ShapeException.class);
      }
      assertThat(engine().memoryBytes()).isEqualTo(before);
      Tensor loss = x.square().sum();
      assertThat(engine().gradients(loss, List.of(x)).get(0).toFloats()).containsExactly(2, 4);
    }
  }
}
