package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostCpuTest {

  @Test
  void readsTheFlagsOfTheFirstProcessor() {
    String text = "processor\t: 0\nflags\t\t: fpu AVX2 fma\n\nprocessor\t: 1\nflags\t\t: other\n";
    assertThat(HostCpu.parseCpuInfo(text)).containsExactlyInAnyOrder("fpu", "avx2", "fma");
  }

  @Test
  void findsNoFlagsWhereThereAreNone() {
    assertThat(HostCpu.parseCpuInfo("Features\t: asimd\n")).isEmpty();
    assertThat(HostCpu.parseCpuInfo("")).isEmpty();
  }

  @Test
  void knowsThisHost() {
    HostCpu host = HostCpu.current();
    assertThat(host.os()).isNotBlank();
    assertThat(host.arch()).isNotBlank();
  }
}
