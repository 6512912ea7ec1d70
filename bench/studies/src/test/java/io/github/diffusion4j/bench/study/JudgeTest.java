package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
  @Test
  void aPictureIsRightIfItsClassIsTheLikeliest() {
    float[][] rows = {{0.7f, 0.2f, 0.1f}, {0.4f, 0.5f, 0.1f}, {0.3f, 0.3f, 0.4f}};

    assertThat(Judge.share(rows, new int[] {0, 1, 0})).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void aFolderWithoutAJudgeSaysHowToTrainOne(@TempDir Path folder) {
    try (Engine engine = Engine.open()) {
      assertThatThrownBy(() -> Judge.load(folder, engine))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("train one with bench/study judge");
    }
  }
}
