package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {

  @Test
  void readsTheFlagsOfTheFirstProcessor() {
    String text = "processor\t: 0\nflags\t\t: fpu AVX2 fma\n\nprocessor\t: 1\nflags\t\t: other\n";
    assertThat(Host.parseCpuInfo(text)).containsExactlyInAnyOrder("fpu", "avx2", "fma");
  }

  @Test
  void findsNoFlagsWhereThereAreNone() {
    assertThat(Host.parseCpuInfo("Features\t: asimd\n")).isEmpty();
    assertThat(Host.parseCpuInfo("")).isEmpty();
  }

  @Test
  void readsWhatHotSpotReports() {
    VmInfo info =
        VmInfo.parse(
            "OS:\nlibc: glibc 2.36 NPTL 2.36 \nglibc malloc tunables: (default)\n"
                + "CPU: total 2 (initial active 2) family 6, cx8, sse4.2, AVX2, fma\nCPU: other");
    assertThat(info.flags()).contains("sse4.2", "avx2", "fma").doesNotContain("other", "avx512f");
    assertThat(info.libc()).isEqualTo("glibc 2.36");
  }

  @Test
  void readsAReportWithoutVersionOrWithoutAnything() {
    assertThat(VmInfo.parse("libc: musl - unknown NPTL - unknown\n").libc()).isEqualTo("musl");
    assertThat(VmInfo.parse("")).isEqualTo(new VmInfo(Set.of(), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, fma avx2, Linux x86_64 with AVX2",
    "Linux, amd64, sse2, Linux x86_64 without AVX2",
    "Windows 11, amd64, '', 'Windows 11 x86_64, instruction sets unknown'",
    "Mac OS X, aarch64, '', Mac OS X arm64",
  })
  void isDescribedAsAPersonWould(String os, String arch, String flags, String words) {
    assertThat(new Host(os, arch, Host.words(flags), "").describe()).isEqualTo(words);
  }

  @Test
  void knowsThisHost() {
    Host host = Host.current();
    assertThat(host.os()).isNotBlank();
    assertThat(host.arch()).isNotBlank();
    if (host.isX86()) {
      assertThat(host.flags()).contains("sse2");
    }
    if (host.system().equals("linux")) {
      assertThat(host.libc()).isNotBlank();
    }
  }
}
