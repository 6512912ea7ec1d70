package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.recipe.RecipeException;
import io.github.diffusion4j.store.StoreException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final Session.Memory memory = new Session.Memory();

  @Test
  void showsTheMessageOfAMistake() {
    Outcome outcome = Failures.explain(new RecipeException("r.yaml, line 3: no"), memory);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.message()).isEqualTo("r.yaml, line 3: no");
    assertThat(Failures.explain(new StoreException("disk full"), memory).exitCode()).isEqualTo(3);
  }

  @Test
  void saysWhatIsNeededWhenMemoryIsShort() {
    memory.advise("A step takes about 3 GiB.\nLower --batch-size.");
    for (Throwable failure :
        new Throwable[] {
          new OutOfMemoryError("Java heap space"),
          new RuntimeException(new OutOfMemoryError("Physical memory usage is too high")),
          new IllegalStateException("std::bad_alloc"),
          new RuntimeException("[DEVICE] allocation failed; Error code: [2]"),
          new StoreException("cannot map", new java.io.IOException("Cannot allocate memory"))
        }) {
      Outcome outcome = Failures.explain(failure, memory);
      assertThat(outcome.exitCode()).as(failure.toString()).isEqualTo(4);
      assertThat(outcome.message()).contains("Out of memory", "3 GiB", "--batch-size");
    }
  }

  @Test
  void tellsADefectFromAMistake() {
    Outcome outcome = Failures.explain(new NullPointerException("x is null"), memory);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.message()).contains("x is null").contains("--verbose");
  }

  @Test
  void staysOnOneScreen() {
    String message = Failures.screen("line\n".repeat(500));
    assertThat(message.lines()).hasSize(21);
    assertThat(message).endsWith("... and 480 more lines");
  }
}
