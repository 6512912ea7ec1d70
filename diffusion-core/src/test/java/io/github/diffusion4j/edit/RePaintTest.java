package io.github.diffusion4j.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RePaintTest {
  /** Levels that are named by how many steps are left. */
  private static double[] grid(int steps) {
    return IntStream.rangeClosed(0, steps).mapToDouble(i -> steps - i).toArray();
  }

  @Test
  void jumpsBackUp() {
    // 5 steps with jumps of 2: places 0 and 2 are jumped from once, then the picture.
    assertThat(new RePaint(2, 2).levels(grid(5)))
        .containsExactly(5, 4, 3, 4, 5, 4, 3, 2, 1, 2, 3, 2, 1, 0);
  }

  @Test
  void asksTheDenoiserAsOftenAsThePaperSays() {
    double[] levels = new RePaint(10, 10).levels(grid(250));
    long down = IntStream.range(1, levels.length).filter(i -> levels[i] < levels[i - 1]).count();
    assertThat(down).isEqualTo(2410);
    assertThat(levels.length - 1 - down).isEqualTo(2160);
  }

  @Test
  void isTheGridItselfWithoutJumps() {
    assertThat(new RePaint(3, 1).levels(grid(9))).isEqualTo(grid(9));
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThatThrownBy(() -> new RePaint(0, 2)).hasMessageContaining("jump is 0");
    assertThatThrownBy(() -> new RePaint(2, 0)).hasMessageContaining("samples is 0");
  }
}
