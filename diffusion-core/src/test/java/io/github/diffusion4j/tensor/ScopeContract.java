package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who owns memory, how long, and what happens to those who come too late. */
public interface ScopeContract extends EngineUnderTest {
  @Test
  default void aTensorUsedAfterItsScopeIsAnErrorThatSaysSo() {
    Tensor lost;
    Tensor kept;
    try (Scope scope = engine().scope()) {
      lost = engine().full(3, Shape.of(2), DataType.FLOAT32);
      kept = scope.keep(lost.add(1));
    }
    assertThat(kept.toFloats()).containsExactly(4, 4);
    assertThatIllegalStateException()
        .isThrownBy(lost::toFloats)
        .withMessageContaining("used after its scope closed");
    assertThatIllegalStateException().isThrownBy(lost::toDoubles);
    assertThatIllegalStateException().isThrownBy(() -> engine().parameter(lost));
    assertThatIllegalStateException().isThrownBy(() -> engine().assign(kept, lost));
    assertThatIllegalStateException().isThrownBy(() -> engine().assign(lost, kept));
    assertThatIllegalStateException().isThrownBy(() -> engine().lerp(kept, lost, 0.5));
    assertThatIllegalStateException().isThrownBy(() -> engine().sumOfSquares(lost));
    assertThat(kept.toFloats()).containsExactly(4, 4);
  }

  @ParameterizedTest
  @EnumSource
  default void noOperationTakesATensorWhoseScopeClosed(DataType type) {
    for (OpCase c : OpCase.all()) {
      for (int late = 0; late < c.inputs().size(); late++) {
        try (Scope outer = engine().scope()) {
          List<Tensor> inputs = new ArrayList<>();
          try (Scope inner = engine().scope()) {
            for (int i = 0; i < c.inputs().size(); i++) {
              Tensor input = engine().tensor(c.values().get(i), c.shapes().get(i), type);
              inputs.add(i == late ? input : inner.keep(input));
            }
          }
          assertThatIllegalStateException()
              .as("input %d of %s", late, c)
              .isThrownBy(() -> c.apply(inputs))
              .withMessageContaining("used after its scope closed");
        }
      }
    }
  }

  @Test
  default void nothingIsLeftOfAnEngineThatClosed() {
    Tensor parameter = engine().parameter(engine().zeros(Shape.of(2)));
    engine().close();
    assertThatIllegalStateException().isThrownBy(parameter::toFloats);
  }

  @Test
  default void whatIsKeptCarriesNoGradients() {
    try (Scope outer = engine().scope()) {
      Tensor x = engine().parameter(floats(1, 2));
      Tensor kept;
      try (Scope inner = engine().scope()) {
        kept = inner.keep(x.square().sum());
      }
      assertThat(kept.item()).isEqualTo(5);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine().gradients(kept, List.of(x)))
          .withMessageContaining("not recorded");
    }
  }

  @Test
  default void gradientsGoThroughScopesThatAreStillOpen() {
    try (Scope outer = engine().scope()) {
      Tensor x = engine().parameter(floats(1, 2));
      Tensor square = x.square();
      try (Scope inner = engine().scope()) {
        Tensor loss = square.multiply(3).sum();
        Tensor slope = inner.keep(engine().gradients(loss, List.of(x)).get(0));
        assertThat(slope.toFloats()).containsExactly(6, 12);
      }
      assertThat(square.toFloats()).containsExactly(1, 4);
    }
  }

  @Test
  default void nothingIsRecordedForSampling() {
    try (Scope scope = engine().inference()) {
      Tensor x = engine().parameter(floats(1, 2));
      Tensor loss = x.sum();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> engine().gradients(loss, List.of(x)))
          .withMessageContaining("not recorded");
    }
  }

  /** An engine may let the two share memory, which must then live as long as the longer one. */
  @Test
  default void aViewAndWhatItIsAViewOfOutliveEachOther() {
    Tensor base = counted(DataType.FLOAT32, 2, 6);
    Tensor view;
    Tensor slice;
    try (Scope scope = engine().scope()) {
      view = scope.keep(base.reshape(3, 4));
      slice = scope.keep(base.slice(0, 1, 2).reshape(6));
    }
    Tensor first;
    try (Scope scope = engine().scope()) {
      Tensor whole = counted(DataType.FLOAT32, 2, 2);
      first = scope.keep(whole.reshape(4));
    }
    Tensor origin;
    Tensor gone;
    try (Scope scope = engine().scope()) {
      origin = scope.keep(counted(DataType.FLOAT32, 2, 2));
      gone = origin.reshape(4);
    }
    // What was given back too early is overwritten now.
    for (int i = 0; i < 8; i++) {
      engine().full(-1, Shape.of(12), DataType.FLOAT32);
      engine().full(-1, Shape.of(6), DataType.FLOAT32);
      engine().full(-1, Shape.of(4), DataType.FLOAT32);
    }
    assertThat(base.toFloats()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(view.toFloats()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(slice.toFloats()).containsExactly(6, 7, 8, 9, 10, 11);
    assertThat(first.toFloats()).containsExactly(0, 1, 2, 3);
    assertThat(origin.toFloats()).containsExactly(0, 1, 2, 3);
    assertThatIllegalStateException().isThrownBy(gone::toFloats);
  }

  @Test
  default void scopesCloseInReverseOrder() {
    Scope outer = engine().scope();
    Scope inner = engine().scope();
    assertThatIllegalStateException()
        .isThrownBy(outer::close)
        .withMessageContaining("reverse order");
    inner.close();
    outer.close();
    outer.close();
  }

  @Test
  default void aScopeClosesOnItsOwnThread() throws Exception {
    AtomicReference<Exception> thrown = new AtomicReference<>();
    try (Scope scope = engine().scope()) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  scope.close();
                } catch (IllegalStateException e) {
                  thrown.set(e);
                }
              });
      thread.start();
      thread.join();
      assertThat(thrown.get()).hasMessageContaining("the thread that opened it");
      assertThat(engine().zeros(Shape.of(1)).item()).isZero();
    }
  }

  @Test
  default void memoryDoesNotGrowFromStepToStep() {
    Tensor weight = engine().parameter(engine().full(0.5, Shape.of(64, 64), DataType.FLOAT32));
    long settled = 0;
    for (int step = 0; step < 60; step++) {
      try (Scope scope = engine().scope()) {
        Tensor x = engine().full(step, Shape.of(32, 64), DataType.FLOAT32);
        engine().gradients(x.matMul(weight).silu().square().mean(), List.of(weight));
      }
      if (step == 20) {
        settled = engine().memoryBytes();
      }
    }
    assertThat(engine().memoryBytes()).isEqualTo(settled);
  }

  @Test
  default void memoryOfNoOperationGrowsFromRoundToRound() {
    long settled = 0;
    for (int round = 0; round < 6; round++) {
      for (OpCase c : OpCase.differentiable()) {
        Trial.of(c).gradients(engine(), DataType.FLOAT32);
      }
      if (round == 2) {
        settled = engine().memoryBytes();
      }
    }
    assertThat(engine().memoryBytes()).isLessThanOrEqualTo(settled);
  }
}
