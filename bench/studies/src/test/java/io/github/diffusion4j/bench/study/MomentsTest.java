package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {
  @Test
  void covarianceIsDividedByOneLessThanTheCount() {
    Moments moments = Moments.of(new float[][] {{0, 1}, {2, 1}, {4, -5}});

    assertThat(moments.mean()).containsExactly(new double[] {2, -1}, within(1e-12));
    // (4 + 0 + 4) / 2, (-2 * 2 + 0 + 2 * -4) / 2, (4 + 4 + 16) / 2
    assertThat(moments.covariance()).containsExactly(new double[] {4, -6, -6, 12}, within(1e-12));
  }

  @Test
  void aLargeMeanDoesNotCostDigits() {
    Moments moments = Moments.of(new float[][] {{1_000_001}, {1_000_002}, {1_000_003}});

    assertThat(moments.covariance()[0]).isCloseTo(1, within(1e-9));
  }

  @Test
  void oneRowHasNone() {
    assertThatThrownBy(() -> Moments.of(new float[][] {{1, 2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 pictures have no covariance");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Moments.of(new float[][] {{1, 2}, {1, Float.NaN}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feature 1 is NaN");
  }
}
