package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void leavesOutValuesThatAreNotFinite() {
    List<MetricsLog.Point> points =
        List.of(
            point(1, 0.5), point(2, Double.NaN), point(3, Double.POSITIVE_INFINITY), point(4, 1));

    Series series = Series.of(points, MetricsLog.Point::loss);

    assertThat(series.steps()).containsExactly(1, 4);
    assertThat(series.values()).containsExactly(0.5, 1);
    assertThat(series.last()).isEqualTo(1);
  }

  @Test
  void takesTheMeanOfTheWindow() {
    Series series = new Series(new double[] {1, 2, 3, 4, 5}, new double[] {8, 1, 3, 5, 4});

    assertThat(series.smoothed(1).values())
        .containsExactly(new double[] {8, 4, 3, 4, 4.5}, within(1e-12));
    assertThat(series.smoothed(0)).extracting(Series::last).isEqualTo(4.0);
  }

  @Test
  void keepsStraightLinesStraightUntilTheEnd() {
    double[] line = IntStream.range(0, 100).mapToDouble(i -> 3 - 0.25 * i).toArray();

    double[] smoothed = new Series(line.clone(), line).smoothed(7).values();

    for (int i = 0; i < 92; i++) {
      assertThat(smoothed[i]).as("index %d", i).isCloseTo(line[i], within(1e-9));
    }
  }

  @Test
  void thinsToTheNumberAskedForAndKeepsBothEnds() {
    double[] values = IntStream.range(0, 1_001).asDoubleStream().toArray();
    Series series = new Series(values, values);

    assertThat(series.thinned(11).values())
        .containsExactly(0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000);
    assertThat(series.thinned(1_001)).isSameAs(series);
  }

  @Test
  void findsQuantiles() {
    Series series = new Series(new double[5], new double[] {5, 1, 4, 2, 3});

    assertThat(series.quantile(0)).isEqualTo(1);
    assertThat(series.quantile(0.5)).isEqualTo(3);
    assertThat(series.quantile(1)).isEqualTo(5);
  }

  private static MetricsLog.Point point(long step, double loss) {
    return new MetricsLog.Point(step, loss, 0, 0, 0, 0, 0);
  }
}
