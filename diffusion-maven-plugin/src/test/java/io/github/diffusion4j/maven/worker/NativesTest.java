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
    "Linux, amd64, " + AVX512 + ", linux-x86_64-onednn-avx512",
    "Linux, amd64, fma avx2 avx512f avx512cd, linux-x86_64-onednn-avx2",
    "Linux, amd64, fma avx avx2, linux-x86_64-onednn-avx2",
    "Linux, amd64, avx avx2, linux-x86_64-onednn",
    "Linux, amd64, '', linux-x86_64-onednn",
    "Linux, aarch64, asimd, linux-arm64",
    "Linux, ppc64le, '', linux-ppc64le",
    "Mac OS X, x86_64, " + AVX512 + ", macosx-x86_64-onednn-avx2",
    "Mac OS X, aarch64, '', macosx-arm64",
    "Windows 11, amd64, '', windows-x86_64-onednn",
    "Windows Server 2022, amd64, fma avx2, windows-x86_64-onednn-avx2",
  })
  void fitTheHost(String os, String arch, String flags, String classifier) {
    Natives natives = Natives.choose(new HostCpu(os, arch, Set.of(flags.split(" "))));
    assertThat(natives.classifier()).isEqualTo(classifier);
    assertThat(natives.hasOneDnn()).isEqualTo(classifier.contains("onednn"));
    assertThat(natives.hasWinograd()).isEqualTo(classifier.endsWith("-onednn-avx512"));
  }

  @Test
  void nameTheSystemsThatThereAre() {
    assertThatThrownBy(() -> Natives.choose(new HostCpu("SunOS", "sparcv9", Set.of())))
        .hasMessageContainingAll("SunOS", "Linux, macOS and Windows", "diffusion.natives");
  }

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64-onednn-avx512, linux-x86_64, -onednn-avx512",
    "macosx-arm64, macosx-arm64, ''",
    "windows-x86_64-avx2, windows-x86_64, -avx2",
  })
  void areReadFromAClassifier(String classifier, String platform, String extension) {
    assertThat(Natives.parse(classifier)).isEqualTo(new Natives(platform, extension));
    assertThat(Natives.parse(classifier).classifier()).isEqualTo(classifier);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "onednn", "linux", "linux-x86_64-", "../x", "linux-x86_64 -onednn"})
  void refuseWhatIsNoClassifier(String text) {
    assertThatThrownBy(() -> Natives.parse(text))
        .hasMessageContainingAll("'" + text + "'", "linux-x86_64-onednn");
  }
}
