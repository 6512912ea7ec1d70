package io.github.diffusion4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
  @Test
  void readsTheHighWaterMark() {
    assertThat(PeakMemory.parse(List.of("VmPeak:\t 9000 kB", "VmHWM:\t  2048 kB", "VmRSS:\t 1 kB")))
        .isEqualTo(2 << 20);
  }

  @Test
  void isUnknownWhereTheSystemDoesNotTell() {
    assertThat(PeakMemory.parse(List.of("Name: java"))).isZero();
  }
}
