package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @Test
  void isLogarithmicOnlyBeyondTenfold() {
    assertThat(Axis.around(0.1, 0.9).logarithmic()).isFalse();
    assertThat(Axis.around(0.1, 1.1).logarithmic()).isTrue();
    assertThat(Axis.around(-0.1, 1.1).logarithmic()).isFalse();
    assertThat(Axis.fromZero(0.001, 100)).isEqualTo(new Axis(0, 105, false));
  }

  @Test
  void placesValues() {
    assertThat(new Axis(10, 20, false).position(15)).isCloseTo(0.5, within(1e-12));
    assertThat(new Axis(0.01, 100, true).position(1)).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void ticksRoundValues() {
    assertThat(new Axis(0, 1, false).ticks(5)).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    assertThat(new Axis(0, 2_205, false).ticks(5))
        .containsExactly(0.0, 500.0, 1_000.0, 1_500.0, 2_000.0);
    assertThat(new Axis(0.09, 12, true).ticks(8))
        .containsExactly(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0);
    assertThat(new Axis(1e-6, 1e6, true).ticks(4)).containsExactly(1e-6, 1e-3, 1.0, 1e3, 1e6);
  }

  @Test
  void neverHasTooManyOrTooFewTicksWhateverTheRange() {
    for (long seed = 0; seed < 20_000; seed++) {
      RandomStream random = RandomStream.of(seed, "axis", 0);
      double low = (random.nextDouble() - 0.3) * Math.pow(10, random.nextInt(24) - 12);
      double size = Math.max(Math.abs(low), 1e-12);
      double high = low + random.nextDouble() * size * Math.pow(10, random.nextInt(16) - 7);
      Axis axis = Axis.around(low, high);
      List<Double> ticks = axis.ticks(5);
      assertThat(ticks).as("seed %d: %s", seed, axis).hasSizeBetween(1, 11);
      for (double tick : ticks) {
        assertThat(axis.position(tick)).as("seed %d: %s", seed, axis).isBetween(-1e-6, 1 + 1e-6);
      }
    }
  }

  @Test
  void givesASingleValueRoom() {
    assertThat(Axis.around(3, 3).position(3)).isCloseTo(0.5, within(1e-9));
    assertThat(Axis.fromZero(0, 0).position(0)).isCloseTo(0.5, within(1e-9));
    assertThatThrownBy(() -> new Axis(1, 1, false)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Axis(0, 1, true)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0", "0.25|0.25", "0.19284|0.193", "5e-4|0.0005", "2e-5|2e-5", "1.25e-7|1.25e-7",
        "100|100", "12000|12,000", "1234.4|1,234", "30000000|3e7", "-0.5|-0.5", "999.9|1000"
      })
  void labelsShortly(double value, String label) {
    assertThat(Axis.label(value)).isEqualTo(label);
  }
}
