package io.github.diffusion4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class RegressionTest {

  @Test
  void aSmallLineByHand() {
    // Residuals 1/6, -1/3, 1/6: their squares add up to 1/6 over 1 degree of freedom.
    Regression line = Regression.of(new double[] {0, 1, 2}, new double[] {1, 1, 2});
    assertThat(line.intercept()).isCloseTo(5.0 / 6, within(1e-12));
    assertThat(line.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(line.error()).isCloseTo(Math.sqrt(1.0 / 6 * (1.0 / 3 + 1.0 / 2)), within(1e-12));
    Interval interval = line.interceptInterval(0.95);
    assertThat(interval.upper() - interval.estimate())
        .as("t of 1 degree of freedom is 12.7062")
        .isCloseTo(12.7062 * line.error(), within(1e-4));
    assertThatThrownBy(() -> Regression.of(new double[] {1, 1}, new double[] {1, 2}))
        .hasMessageContaining("2 different x");
    assertThatThrownBy(
            () -> Regression.of(new double[] {1, 2}, new double[] {1, 2}).interceptInterval(0.95))
        .hasMessageContaining("at least 3");
  }

  @Test
  void theIntervalHoldsTheInterceptAsOftenAsItSays() {
    int held = 0;
    int runs = 2000;
    for (int run = 0; run < runs; run++) {
      RandomStream random = RandomStream.of(run, "test.regression", 0);
      double[] x = new double[15];
      double[] y = new double[15];
      for (int i = 0; i < x.length; i++) {
        x[i] = i;
        y[i] = 3 - 0.5 * i + random.nextGaussian();
      }
      Interval interval = Regression.of(x, y).interceptInterval(0.9);
      held += interval.lower() <= 3 && 3 <= interval.upper() ? 1 : 0;
    }
    assertThat((double) held / runs).isBetween(0.88, 0.92);
  }
}
