package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorTrainingTest {
  private final List<String> lines = new ArrayList<>();
  private final Interruption interruption = new Interruption();
  private final DetectorTraining training =
      new DetectorTraining(
          new Session(
              null,
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
              },
              interruption,
              new Session.Memory()));

  @Test
  void saysHowFarItIs() {
    training.onStep(20, 1900, 2.5);

    assertThat(lines)
        .containsExactly(
            "training the detector on your pictures: step 20/1,900, loss 2.500 | 20/1900");
  }

  @Test
  void endsWhenTheProcessIsToEnd() {
    interruption.request();

    assertThatThrownBy(() -> training.onStep(20, 900, 2.5))
        .isInstanceOf(Interrupted.class)
        .hasMessageContaining("starts anew");
    assertThat(lines).isEmpty();
  }
}
