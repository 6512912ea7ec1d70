package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.tensor.Engine;
import org.junit.jupiter.api.Test;

class NativeWorkTest {
  private int opened;

  @Test
  void opensOneEngineWhenItIsNeeded() {
    try (NativeWork work =
        new NativeWork(
            () -> {
              opened++;
              return Engine.open();
            })) {
      assertThat(opened).isZero();
      Engine first = work.with(engine -> engine);

      assertThat(work.<Engine>with(engine -> engine)).isSameAs(first);
      assertThat(opened).isEqualTo(1);
    }
  }

  @Test
  void namesTheDependencyToAddIfThereIsNoEngine() {
    try (NativeWork work =
        new NativeWork(
            () -> {
              throw new IllegalStateException("ND4J's native library cannot be loaded");
            })) {
      assertThatThrownBy(() -> work.with(Engine::name))
          .isInstanceOf(EvaluationException.class)
          .hasMessageStartingWith("ND4J's native library cannot be loaded")
          .hasMessageContaining("org.nd4j:nd4j-native-platform:1.0.0-M2.1")
          .hasMessageContaining("scope test");
    }
  }
}
