package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final String FRAMES =
      "\nException raised from foo at bar.cpp:12 (most recent call first):\nframe #0: c10::Error";

  @Test
  void onlyTheSentenceIsLeft() {
    RuntimeException failure = new RuntimeException("The size\n  must match." + FRAMES);
    assertThat(Failures.explained(failure))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("LibTorch: The size must match.")
        .hasCause(failure);
  }

  @Test
  void ourOwnExceptionsStayAsTheyAre() {
    RuntimeException failure = new IllegalArgumentException("mine");
    assertThat(Failures.explained(failure)).isSameAs(failure);
  }

  @Test
  void noMemoryIsAnErrorOfItsOwn() {
    String message =
        "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 8000000000000 bytes. Error code 12 (Cannot allocate memory)";
    assertThatThrownBy(() -> Failures.explained(new RuntimeException(message + FRAMES)))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("LibTorch: " + message);
  }

  /** 46 PB are more than a process can address. */
  @Test
  void theEngineGoesOnWhereMemoryEnded() {
    try (Engine engine = Engine.open(EngineSpec.of("torch"));
        Scope scope = engine.inference()) {
      assertThatThrownBy(() -> Native.run(() -> torch.zeros(1L << 53, 1)))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessageStartingWith("LibTorch: ");
      assertThat(engine.full(3, Shape.of(), DataType.FLOAT32).add(1).item()).isEqualTo(4);
    }
  }

  @Test
  void aTapeThatIsPartlyUsedUpIsNamed() {
    try (Engine engine = Engine.open(EngineSpec.of("torch"));
        Scope scope = engine.scope()) {
      Tensor x = engine.parameter(engine.full(2, Shape.of(2), DataType.FLOAT32));
      Tensor square = x.square();
      Tensor one = square.square().sum();
      Tensor other = square.exp().sum();
      engine.gradients(one, List.of(x));
      assertThatThrownBy(() -> engine.gradients(other, List.of(x)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("used up a part of its tape");
    }
  }

  @Test
  void whatWasAssignedToTooEarlyIsNamed() {
    try (Engine engine = Engine.open(EngineSpec.of("torch"));
        Scope scope = engine.scope()) {
      Tensor x = engine.parameter(engine.full(2, Shape.of(2), DataType.FLOAT32));
      Tensor loss = x.square().sum();
      engine.assign(x, engine.zeros(Shape.of(2)));
      assertThatThrownBy(() -> engine.gradients(loss, List.of(x)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("ask for the gradients first");
    }
  }
}
