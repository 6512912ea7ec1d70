package io.github.diffusion4j.eval.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CorrelationTest {

  @Test
  void linesAndASmallSetByHand() {
    double[] x = {1, 2, 3};
    assertThat(Correlation.pearson(x, new double[] {5, 7, 9})).hasValueCloseTo(1.0, within(1e-12));
    assertThat(Correlation.pearson(x, new double[] {9, 7, 5})).hasValueCloseTo(-1.0, within(1e-12));
    // Deviations -1, 0, 1 and 0, -1, 1 with squares 2 and 2.
    assertThat(Correlation.pearson(x, new double[] {2, 1, 3})).hasValueCloseTo(0.5, within(1e-12));
    assertThat(Correlation.pearson(x, new double[] {4, 4, 4})).isEmpty();
    assertThat(Correlation.pearson(new double[0], new double[0])).isEmpty();
    assertThatThrownBy(() -> Correlation.pearson(x, new double[2]))
        .hasMessageContaining("3 and 2 numbers");
  }
}
