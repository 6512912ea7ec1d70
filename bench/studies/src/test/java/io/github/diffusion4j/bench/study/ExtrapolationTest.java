package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExtrapolationTest {
  @Test
  void findsTheLimitOfABiasThatFallsAsOneOverTheNumber() {
    List<LinePlot.Point> points =
        List.of(point(100, 2 + 50 / 100.0), point(500, 2 + 50 / 500.0), point(2000, 2.025));

    assertThat(Extrapolation.atInfinity(points)).isCloseTo(2, within(1e-12));
  }

  @Test
  void oneNumberHasNoLimit() {
    assertThat(Extrapolation.atInfinity(List.of(point(100, 3)))).isNaN();
  }

  private static LinePlot.Point point(double x, double y) {
    return new LinePlot.Point(x, y);
  }
}
