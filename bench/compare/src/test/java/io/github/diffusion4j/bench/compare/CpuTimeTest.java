package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuTimeTest {
  @Test
  void stealIsAShareOfAllTimeButTheGuests() {
    CpuTime before = CpuTime.parse("cpu  100 0 50 800 0 0 0 50 7 7\ncpu0 1 2 3\n");
    CpuTime after = CpuTime.parse("cpu  150 0 70 820 0 0 0 60 9 9\ncpu0 1 2 3\n");

    assertThat(before).isEqualTo(new CpuTime(1000, 50));
    assertThat(after.stealSince(before)).isEqualTo(0.1);
  }

  @Test
  void isZeroWhereTheSystemDoesNotTell() {
    CpuTime unknown = CpuTime.parse("");

    assertThat(unknown).isEqualTo(new CpuTime(0, 0)).isEqualTo(CpuTime.parse("cpu 1 2"));
    assertThat(unknown.stealSince(unknown)).isZero();
  }
}
