package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotAxisTest {
  private final PlotAxis logarithmic = new PlotAxis("evaluations", true);
  private final PlotAxis even = new PlotAxis("scale", false);

  @Test
  void equalRatiosAreEqualWaysOnALogarithmicAxis() {
    PlotAxis.Range range = logarithmic.around(List.of(5.0, 80.0));

    assertThat(range.share(20)).isCloseTo(0.5, within(1e-9));
    assertThat(range.share(10) - range.share(5))
        .isCloseTo(range.share(80) - range.share(40), within(1e-9));
    assertThat(logarithmic.fits(0)).isFalse();
    assertThat(even.fits(0)).isTrue();
  }

  @Test
  void ticksAreRoundNumbersInside() {
    assertThat(logarithmic.ticks(logarithmic.around(List.of(5.0, 80.0))))
        .containsExactly(5.0, 10.0, 20.0, 50.0);
    assertThat(even.ticks(even.around(List.of(0.0, 1.0))).stream().map(PlotAxis::text))
        .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
  }

  @Test
  void oneValueHasARangeToo() {
    assertThat(even.around(List.of(3.0)).share(3)).isCloseTo(0.5, within(1e-9));
    assertThat(logarithmic.around(List.of(3.0)).share(3)).isCloseTo(0.5, within(1e-9));
  }
}
