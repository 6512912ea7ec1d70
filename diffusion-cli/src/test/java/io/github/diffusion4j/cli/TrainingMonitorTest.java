package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.train.TrainingStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingMonitorTest {
  private final List<String> lines = new ArrayList<>();
  private final Progress progress =
      new Progress() {
        @Override
        public void step(String line, long done, long total) {
          lines.add(line + " | " + done + "/" + total);
        }

        @Override
        public void note(String line) {
          lines.add("note " + line);
        }

        @Override
        public void close() {}
      };

  @Test
  void saysWhereTheRunIsAndWhenItEnds() {
    TrainingRun.Monitor monitor = new TrainingRun.Monitor(progress, null);
    monitor.onStep(step(1000, 60));
    monitor.onStep(step(1200, 90));
    monitor.onNote("a step was skipped");
    assertThat(lines)
        .containsExactly(
            "step 1000/2000 loss 0.0312 lr 1.0e-03 81 img/s | 1000/2000",
            "step 1200/2000 loss 0.0312 lr 1.0e-03 81 img/s eta 2m0s | 1200/2000",
            "note a step was skipped");
  }

  @Test
  void aTimeLimitThatComesFirstIsTheEnd() {
    TrainingRun.Monitor monitor = new TrainingRun.Monitor(progress, Duration.ofSeconds(100));
    monitor.onStep(step(1000, 60));
    monitor.onStep(step(1200, 90));
    assertThat(lines.get(1)).contains(" eta 10s |");
    assertThat(monitor.waiting().strip()).isEqualTo("Waited for pictures: 1.2 % of the time");
  }

  @Test
  void saysWhichStageOfACascadeItIsIn() {
    TrainingRun.Monitor monitor = new TrainingRun.Monitor(progress, null);
    monitor.onStage(1, 2, 8);
    monitor.onStep(step(2000, 60));
    monitor.onStage(2, 2, 16);
    monitor.onStep(step(1, 1));
    monitor.onStep(step(201, 21));
    assertThat(lines)
        .containsExactly(
            "note Stage 1 of 2: pictures of size 8",
            "stage 8 (1 of 2), step 2000/2000 loss 0.0312 lr 1.0e-03 81 img/s | 2000/4000",
            "note Stage 2 of 2: pictures of size 16",
            "stage 16 (2 of 2), step 1/2000 loss 0.0312 lr 1.0e-03 81 img/s | 2001/4000",
            "stage 16 (2 of 2), step 201/2000 loss 0.0312 lr 1.0e-03 81 img/s eta 3m0s"
                + " | 2201/4000");
    assertThat(monitor.stage()).isEqualTo("stage 16 (2 of 2), ");
  }

  private static TrainingStep step(long step, int seconds) {
    return new TrainingStep(
        step, 2000, 0.03121, 1e-3, 1.5, 81.2, 1 << 20, 0.0123, Duration.ofSeconds(seconds));
  }
}
