package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenBlasTest {

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, fma avx2 avx512f avx512bw avx512cd avx512dq avx512vl, SkylakeX",
    "Windows 11, amd64, fma avx2 avx512f avx512bw avx512cd avx512dq avx512vl, SkylakeX",
    "Linux, amd64, fma avx2 avx512f, Haswell",
    "Mac OS X, x86_64, fma avx2, Haswell",
    "Linux, amd64, avx2, ''",
    "Linux, amd64, '', ''",
    "Linux, aarch64, asimd, ''",
    "Mac OS X, aarch64, '', ''",
  })
  void kernelsFollowTheInstructionSets(String os, String arch, String flags, String kernels) {
    Host host = new Host(os, arch, Host.words(flags), "");
    assertThat(OpenBlas.kernels(host).orElse("")).isEqualTo(kernels);
  }
}
