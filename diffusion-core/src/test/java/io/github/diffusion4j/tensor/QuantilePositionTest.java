package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilePositionTest {
  @Test
  void fallsBetweenElementsOrOnThem() {
    assertThat(QuantilePosition.of(0, 4)).isEqualTo(new QuantilePosition(0, 0, 0));
    assertThat(QuantilePosition.of(1, 4)).isEqualTo(new QuantilePosition(3, 3, 0));
    assertThat(QuantilePosition.of(0.5, 4)).isEqualTo(new QuantilePosition(1, 2, 0.5));
    assertThat(QuantilePosition.of(0.25, 5)).isEqualTo(new QuantilePosition(1, 1, 0));
    assertThat(QuantilePosition.of(0.3, 1)).isEqualTo(new QuantilePosition(0, 0, 0));
  }

  /** Of the elements 1, 2, ..., n the quantile q is 1 + q (n - 1). */
  @Test
  void interpolatesLinearly() {
    QuantilePosition position = QuantilePosition.of(0.33, 10);
    double value =
        (position.lower() + 1) * (1 - position.fraction())
            + (position.upper() + 1) * position.fraction();
    assertThat(value).isCloseTo(1 + 0.33 * 9, within(1e-12));
  }

  @Test
  void staysInRangeForEveryCount() {
    for (int count = 1; count < 2000; count++) {
      for (double q : new double[] {0, 1e-300, 0.1, 1 / 3.0, 0.9, Math.nextDown(1.0), 1}) {
        QuantilePosition position = QuantilePosition.of(q, count);
        assertThat(position.lower()).as("%s of %d", q, count).isBetween(0, count - 1);
        assertThat(position.upper() - position.lower()).isBetween(0, 1);
        assertThat(position.upper()).isLessThan(count);
        assertThat(position.fraction()).isGreaterThanOrEqualTo(0).isLessThan(1);
      }
    }
  }

  @Test
  void refusesWhatIsNoQuantile() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantilePosition.of(1.5, 3))
        .withMessage("quantile is 1.5; it is from 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> QuantilePosition.of(Double.NaN, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantilePosition.of(0.5, 0))
        .withMessage("quantile 0.5 of 0 elements; give at least one");
  }
}
