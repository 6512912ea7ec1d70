package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepSummaryTest {
  @TempDir Path folder;

  @Test
  void appendsWhereTheEnvironmentSays() throws Exception {
    Path file = Files.writeString(folder.resolve("summary"), "before\n");
    StepSummary summary = new StepSummary(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
    assertThat(summary.append("# ours\n")).isEmpty();
    assertThat(file).hasContent("before\n\n# ours\n");
  }

  @Test
  void doesNothingElsewhere() {
    assertThat(new StepSummary(Map.of()).append("# ours\n")).isEmpty();
    assertThat(new StepSummary(Map.of("GITHUB_STEP_SUMMARY", " ")).append("# ours\n")).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void leavesRoomForWhatOthersWrote() throws Exception {
    Path file = Files.writeString(folder.resolve("summary"), "x".repeat((1 << 20) - 10));
    StepSummary summary = new StepSummary(Map.of("GITHUB_STEP_SUMMARY", file.toString()));
    assertThat(summary.append("# ours, at length\n").orElseThrow()).contains("does not fit");
    assertThat(Files.size(file)).isEqualTo((1 << 20) - 10);
  }

  @Test
  void aFailureIsANote() {
    StepSummary summary = new StepSummary(Map.of("GITHUB_STEP_SUMMARY", folder.toString()));
    assertThat(summary.append("# ours\n").orElseThrow()).contains("could not be appended");
  }
}
