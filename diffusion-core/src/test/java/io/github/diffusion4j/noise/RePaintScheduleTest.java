package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RePaintScheduleTest {
  @Test
  void isThePapersWay() {
    int[] steps = RePaintSchedule.steps(250, 10, 10);
    assertThat(steps).hasSize(4570);
    long up = IntStream.range(1, 4570).filter(i -> steps[i] > steps[i - 1]).count();
    assertThat(up).isEqualTo(2160);
    assertThat(RePaintSchedule.steps(6, 2, 2))
        .containsExactly(5, 4, 3, 2, 3, 4, 3, 2, 1, 0, 1, 2, 1, 0);
  }

  @Test
  void goesStraightDownWithoutJumps() {
    assertThat(RePaintSchedule.steps(3, 1, 1)).containsExactly(2, 1, 0);
    assertThat(RePaintSchedule.steps(3, 10, 10)).containsExactly(2, 1, 0);
  }

  @Test
  void visitsTheLeadingStepsOfASchedule() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    double high = schedule.sigma(500);
    double low = schedule.sigma(0);
    assertThat(RePaintSchedule.sigmas(schedule, 2, 1, 2)).containsExactly(high, low, high, low, 0);
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> RePaintSchedule.steps(0, 1, 1)).hasMessageContaining("count is 0");
    assertThatThrownBy(() -> RePaintSchedule.steps(1, 0, 1)).hasMessageContaining("jump is 0");
    assertThatThrownBy(() -> RePaintSchedule.steps(1, 1, 0)).hasMessageContaining("samples is 0");
  }
}
