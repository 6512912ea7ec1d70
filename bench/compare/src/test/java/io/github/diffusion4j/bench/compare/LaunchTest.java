package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {
  @Test
  void inheritsNothingThatNativeLibrariesRead() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PATH", "/bin",
                "OMP_NUM_THREADS", "64",
                "OPENBLAS_NUM_THREADS", "8",
                "GOMP_SPINCOUNT", "0",
                "MALLOC_ARENA_MAX", "1",
                "GLIBC_TUNABLES", "glibc.malloc.hugetlb=2"));

    new Launch("ours", List.of("java"), Map.of("OMP_NUM_THREADS", "2")).applyTo(environment);

    assertThat(environment).isEqualTo(Map.of("PATH", "/bin", "OMP_NUM_THREADS", "2"));
  }
}
