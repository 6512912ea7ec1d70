package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.nn.UNetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
  private static final UNetSpec SMALL = new UNetSpec(32, List.of(1, 2, 2), 1, List.of(8), 32, 0);

  @Test
  void growsWithBatchAndSize() {
    long one = MemoryEstimate.training(SMALL, 32, 32);
    assertThat(MemoryEstimate.training(SMALL, 32, 64)).isGreaterThan(one * 3 / 2);
    assertThat(MemoryEstimate.training(SMALL, 64, 32)).isGreaterThan(one * 3);
    assertThat(MemoryEstimate.sampling(SMALL, 32, 32)).isLessThan(one);
  }

  @Test
  void formatsBytes() {
    assertThat(MemoryEstimate.format(0)).isEqualTo("1 MiB");
    assertThat(MemoryEstimate.format(3L << 20)).isEqualTo("3 MiB");
    assertThat(MemoryEstimate.format(5L << 29)).isEqualTo("2.5 GiB");
  }
}
