package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"20m,1200", "90s,90", "1h30m,5400", "PT20M,1200", "pt1h,3600", "1h1m1s,3661"})
  void readsShortAndIsoForms(String text, long seconds) {
    assertThat(Durations.parse(text)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "20", "m", "20 m", "-5m", "1d", "PT", "P999999999999999999D", "x"})
  void refusesAllElse(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 59, 60, 3600, 3661, 90000})
  void formatsWhatItReads(long seconds) {
    Duration duration = Duration.ofSeconds(seconds);
    assertThat(Durations.parse(Durations.format(duration))).contains(duration);
  }

  @Test
  void keepsFractionsOfSeconds() {
    Duration duration = Duration.ofMillis(1500);
    assertThat(Durations.parse(Durations.format(duration))).contains(duration);
  }
}
