package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativesTest {

  private static final String AVX512 = "fma avx2 avx512f avx512bw avx512cd avx512dq avx512vl";

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, " + AVX512 + ", linux-x86_64-onednn-avx512, true",
    "Linux, amd64, fma avx2 avx512f avx512cd, linux-x86_64-onednn-avx2, false",
    "Linux, amd64, fma avx avx2, linux-x86_64-onednn-avx2, false",
    "Linux, amd64, avx avx2, linux-x86_64-onednn, false",
    "Linux, amd64, '', linux-x86_64-onednn, false",
    "Linux, aarch64, asimd, linux-arm64, false",
    "Mac OS X, x86_64, " + AVX512 + ", macosx-x86_64-onednn-avx2, false",
    "Mac OS X, x86_64, fma avx2, macosx-x86_64-onednn-avx2, false",
    // A JVM for x86-64 on Apple silicon, without AVX in its emulation.
    "Mac OS X, x86_64, sse4.2, macosx-x86_64-onednn, false",
    "Mac OS X, aarch64, '', macosx-arm64, false",
    "Windows 11, amd64, " + AVX512 + ", windows-x86_64-onednn-avx512, true",
    "Windows Server 2022, amd64, fma avx2, windows-x86_64-onednn-avx2, false",
    "Windows 11, amd64, '', windows-x86_64-onednn, false",
  })
  void fitTheHost(String os, String arch, String flags, String classifier, boolean winograd) {
    Natives natives = Natives.choose(host(os, arch, flags, ""));
    assertThat(natives.classifier()).isEqualTo(classifier);
    assertThat(natives.hasOneDnn()).isEqualTo(classifier.contains("onednn"));
    assertThat(natives.hasWinograd()).isEqualTo(winograd);
    assertThat(PublishedJars.table().classifiers("nd4j-native")).contains(classifier);
    assertThat(PublishedJars.table().classifiers("javacpp")).contains(natives.platform());
    assertThat(PublishedJars.table().classifiers("openblas")).contains(natives.platform());
    if (winograd) {
      assertThat(PublishedJars.table().classifiers("dnnl")).contains(natives.platform());
      assertThat(PublishedJars.table().classifiers("opencl")).contains(natives.platform());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11, aarch64, windows-arm64, JDK for x86-64",
    "Windows 10, x86, windows-x86, 64-bit JDK",
    "Linux, i386, linux-i386, 64-bit JDK",
    "Linux, arm, linux-arm, 64-bit JDK",
    "Linux, ppc64le, linux-ppc64le, diffusion.natives",
    "Linux, riscv64, linux-riscv64, diffusion.natives",
    "SunOS, sparcv9, sunos-sparcv9, diffusion.natives",
    "FreeBSD, amd64, freebsd-x86_64, diffusion.natives",
  })
  void sayWhereThereAreNone(String os, String arch, String platform, String wayOut) {
    assertThatThrownBy(() -> Natives.choose(host(os, arch, "", "")))
        .hasMessageContainingAll("not published for " + os, "(" + platform + ")", wayOut)
        .hasMessageContaining(
            "linux-x86_64, linux-arm64, macosx-x86_64, macosx-arm64, windows-x86_64.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"musl", "glibc 2.17", "glibc 2.26"})
  void sayWhichLibraryTheyNeed(String libc) {
    assertThatThrownBy(() -> Natives.choose(host("Linux", "amd64", "", libc)))
        .hasMessageContainingAll("glibc 2.27", "runs on " + libc, "Alpine", "Debian 10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "glibc 2.27", "glibc 2.36", "glibc 3.0", "glibc"})
  void runWithANewOrUnknownLibrary(String libc) {
    assertThat(Natives.choose(host("Linux", "aarch64", "", libc)).classifier())
        .isEqualTo("linux-arm64");
  }

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64-onednn-avx512, linux-x86_64, -onednn-avx512",
    "linux-arm64, linux-arm64, ''",
    "linux-x86_64-avx2, linux-x86_64, -avx2",
    "linux-x86_64-onednn-cuda, linux-x86_64, -onednn-cuda",
  })
  void areReadFromAClassifier(String classifier, String platform, String extension) {
    // What the user names is believed, also where the C library seems wrong.
    Natives natives = Natives.named(classifier, host("Linux", "amd64", "", "musl"));
    assertThat(natives).isEqualTo(new Natives(platform, extension));
    assertThat(natives.classifier()).isEqualTo(classifier);
  }

  @Test
  void areRefusedWhenTheyAreForAnotherSystem() {
    assertThatThrownBy(
            () -> Natives.named("windows-x86_64", host("Linux", "amd64", "fma avx2", "")))
        .hasMessageContainingAll("'windows-x86_64'", "Linux x86_64 with AVX2", "Leave it out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "onednn", "linux", "linux-x86_64-", "../x", "linux-x86_64 -onednn"})
  void refuseWhatIsNoClassifier(String text) {
    assertThatThrownBy(() -> Natives.parse(text))
        .hasMessageContainingAll("'" + text + "'", "linux-x86_64-onednn");
  }

  private static Host host(String os, String arch, String flags, String libc) {
    return new Host(os, arch, Set.of(flags.split(" ")), libc);
  }
}
