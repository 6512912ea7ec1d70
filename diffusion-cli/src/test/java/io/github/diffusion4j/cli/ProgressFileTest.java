package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressFileTest {
  @TempDir Path folder;

  @Test
  void appendsJsonLinesAtOnce() throws IOException {
    Path file = folder.resolve("progress.jsonl");
    try (ProgressFile progress = new ProgressFile(file)) {
      progress.step("step 1/2", 1, 2);
      assertThat(file).hasContent("{\"done\":1,\"line\":\"step 1/2\",\"note\":false,\"total\":2}");
      progress.note("Retraining: \"why\"");
      progress.step("step 2/2", 2, 2);
    }
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "{\"done\":1,\"line\":\"step 1/2\",\"note\":false,\"total\":2}",
            "{\"done\":0,\"line\":\"Retraining: \\\"why\\\"\",\"note\":true,\"total\":0}",
            "{\"done\":2,\"line\":\"step 2/2\",\"note\":false,\"total\":2}");
  }

  @Test
  void refusesAFileThatCannotBeOpened() {
    assertThatThrownBy(() -> new ProgressFile(folder.resolve("nowhere/progress.jsonl")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("progress.jsonl");
  }
}
