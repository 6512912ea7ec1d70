package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WorkerOptionsTest {
  @Test
  void takesItsOptionsAndLeavesTheRest() {
    WorkerOptions.Taken taken =
        WorkerOptions.take(
            "train",
            "--worker-result",
            "r.json",
            "--steps",
            "5",
            "--worker-nonce=a=b",
            "--worker-progress",
            "p.jsonl",
            "--worker-parent",
            "42",
            "--worker-lock=lock");
    assertThat(taken.rest()).containsExactly("train", "--steps", "5");
    assertThat(taken.options())
        .isEqualTo(
            new WorkerOptions(Path.of("r.json"), "a=b", Path.of("p.jsonl"), 42L, Path.of("lock")));
  }

  @Test
  void needsNone() {
    assertThat(WorkerOptions.take("inspect").options())
        .isEqualTo(new WorkerOptions(null, "", null, null, null));
  }

  @Test
  void refusesUnknownOnesAndMissingValues() {
    assertThatThrownBy(() -> WorkerOptions.take("--worker-colour", "red"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--worker-colour");
    assertThatThrownBy(() -> WorkerOptions.take("train", "--worker-result"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("needs a value");
    assertThatThrownBy(() -> WorkerOptions.take("--worker-parent", "me"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'me'");
  }
}
