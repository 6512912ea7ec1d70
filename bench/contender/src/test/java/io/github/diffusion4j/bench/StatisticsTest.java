package io.github.diffusion4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void quartilesOfFiveTimesAreTimesThemselves() {
    assertThat(Statistics.of(List.of(50.0, 10.0, 40.0, 20.0, 30.0)))
        .isEqualTo(new Statistics(5, 10, 20, 30, 40));
  }

  @Test
  void quartilesLieBetweenTimesWhereTheyFallBetweenThem() {
    // R: quantile(c(1, 2, 4, 8), type = 7) gives 1.75, 3 and 5.
    assertThat(Statistics.of(List.of(8.0, 4.0, 2.0, 1.0)))
        .isEqualTo(new Statistics(4, 1, 1.75, 3, 5));
  }

  @Test
  void oneTimeIsAllOfThem() {
    assertThat(Statistics.of(List.of(7.0))).isEqualTo(new Statistics(1, 7, 7, 7, 7));
  }

  @Test
  void spreadIsAShareOfTheMedian() {
    assertThat(new Statistics(5, 1, 9, 10, 12).spread()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void noTimesHaveNoStatistics() {
    assertThatThrownBy(() -> Statistics.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no times");
  }
}
