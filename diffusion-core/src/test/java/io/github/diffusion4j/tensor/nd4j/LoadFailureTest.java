package io.github.diffusion4j.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadFailureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/c/libnd4jcpu.so: /lib64/libm.so.6: version `GLIBC_2.27' not found | glibc 2.27 or newer",
        "/c/libnd4jcpu.so: /lib64/libstdc++.so.6: version `GLIBCXX_3.4.22' not found | too old",
        "/c/libgomp.so.1: libgomp.so.1: cannot open shared object file | libgomp1 in Debian",
        "Error loading shared library ld-linux-x86-64.so.2: No such file | Alpine Linux",
        "/c/libnd4jcpu.so: Error relocating /c/libnd4jcpu.so: symbol not found | Alpine Linux",
        "/c/x.so: cannot open (Possible cause: can't load AARCH64 .so on a AMD64 platform)"
            + " | another processor",
        "mach-o file, but is an incompatible architecture | natives for Linux amd64",
        "no jnind4jcpu in java.library.path: /usr/lib | nd4j-native:1 with this host's classifier",
      })
  void namesTheWayOut(String reason, String wayOut) {
    assertThat(new LoadFailure("Linux amd64", "-onednn", reason).explain("1"))
        .startsWith(
            "ND4J's native library cannot be loaded on Linux amd64 with extension -onednn: ")
        .contains(reason)
        .contains(wayOut);
  }

  @Test
  void looksForTheLoadersOwnWords() {
    Throwable loader = new UnsatisfiedLinkError("version `GLIBC_2.27' not found\nsecond line");
    Throwable wrapped =
        new ExceptionInInitializerError(
            new RuntimeException("no backend", new IllegalStateException(loader)));
    assertThat(LoadFailure.of(wrapped, "").explain("1"))
        .contains("version `GLIBC_2.27' not found\nThe system's C library")
        .doesNotContain("second line", "extension");
    assertThat(LoadFailure.of(new NoClassDefFoundError(), "").explain("1"))
        .contains("java.lang.NoClassDefFoundError");
  }
}
