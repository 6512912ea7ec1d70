package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSelectionTest {

  private static final String AVX512 = "fma avx2 avx512f avx512bw avx512cd avx512dq avx512vl";

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, " + AVX512 + ", glibc 2.36, nd4j, ND4J, linux-x86_64-onednn-avx512",
    "Linux, amd64, " + AVX512 + ", glibc 2.36, torch, LibTorch, linux-x86_64",
    "Linux, amd64, " + AVX512 + ", glibc 2.36, auto, ND4J, linux-x86_64-onednn-avx512",
    "Linux, amd64, fma avx2, glibc 2.36, nd4j, ND4J, linux-x86_64-onednn-avx2",
    "Linux, amd64, fma avx2, glibc 2.36, torch, LibTorch, linux-x86_64",
    "Linux, amd64, fma avx2, glibc 2.36, auto, LibTorch, linux-x86_64",
    "Linux, amd64, fma avx2, '', auto, LibTorch, linux-x86_64",
    // Too old for LibTorch, but not for ND4J.
    "Linux, amd64, fma avx2, glibc 2.34, auto, ND4J, linux-x86_64-onednn-avx2",
    "Linux, aarch64, asimd, glibc 2.36, nd4j, ND4J, linux-arm64",
    "Linux, aarch64, asimd, glibc 2.36, auto, ND4J, linux-arm64",
    "Mac OS X, x86_64, fma avx2, '', nd4j, ND4J, macosx-x86_64-onednn-avx2",
    "Mac OS X, x86_64, fma avx2, '', auto, LibTorch, macosx-x86_64",
    "Mac OS X, aarch64, '', '', nd4j, ND4J, macosx-arm64",
    "Mac OS X, aarch64, '', '', torch, LibTorch, macosx-arm64",
    "Mac OS X, aarch64, '', '', auto, LibTorch, macosx-arm64",
    "Windows 11, amd64, " + AVX512 + ", '', auto, ND4J, windows-x86_64-onednn-avx512",
    "Windows 11, amd64, fma avx2, '', auto, LibTorch, windows-x86_64",
    "Windows 11, amd64, '', '', torch, LibTorch, windows-x86_64",
  })
  void followsNameAndHost(
      String os,
      String arch,
      String flags,
      String libc,
      String name,
      String library,
      String classifier) {
    Host host = new Host(os, arch, Host.words(flags), libc);
    EngineNatives natives = EngineSelection.select(asked(name, null, null), null, host);
    assertThat(natives.library()).isEqualTo(library);
    assertThat(natives.classifier()).isEqualTo(classifier);
    String artifact = library.equals("ND4J") ? "nd4j-native" : "pytorch";
    assertThat(PublishedJars.table().has(artifact, classifier)).isTrue();
  }

  @Test
  void isNd4jUnlessAskedOtherwise() {
    assertThat(EngineSelection.select(EngineAsked.NOTHING, " ", linux()))
        .isEqualTo(new Natives("linux-x86_64", "-onednn-avx2"));
    assertThat(EngineSelection.select(asked("nd4j", "cpu", "float32"), "linux-x86_64", linux()))
        .isEqualTo(new Natives("linux-x86_64", ""));
    // A classifier of ND4J's says nothing about LibTorch's.
    assertThat(EngineSelection.select(asked("torch", null, null), "linux-x86_64-onednn", linux()))
        .isEqualTo(new TorchNatives("linux-x86_64", false));
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, cpu, bfloat16, linux-x86_64, ''",
    "Linux, amd64, cuda, float32, linux-x86_64-gpu, -gpu",
    "Linux, amd64, cuda:1, tf32, linux-x86_64-gpu, -gpu",
    "Windows 11, amd64, cuda:0, bfloat16, windows-x86_64-gpu, -gpu",
    "Mac OS X, aarch64, mps, float32, macosx-arm64, ''",
    "Mac OS X, x86_64, cpu, bfloat16, macosx-x86_64, ''",
  })
  void torchHasOtherDevicesAndPrecisions(
      String os, String arch, String device, String precision, String classifier, String suffix) {
    Host host = new Host(os, arch, Host.words(AVX512), "");
    for (String name : new String[] {"torch", "auto"}) {
      EngineNatives natives = EngineSelection.select(asked(name, device, precision), null, host);
      assertThat(natives.library()).isEqualTo("LibTorch");
      assertThat(natives.classifier()).isEqualTo(classifier);
      assertThat(natives.extension()).isEqualTo(suffix);
    }
  }

  @Test
  void cudaBringsWhatWasPublishedOfItsLibraries() {
    assertThat(new TorchNatives("linux-x86_64", true).redistributables())
        .containsExactly("cuda-redist");
    assertThat(new TorchNatives("windows-x86_64", true).redistributables())
        .containsExactly("cuda-redist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jax | cpu | float32 | The engine is 'jax' | nd4j, torch or auto",
        "torch | gpu | float32 | The device is 'gpu' | cpu, cuda, cuda:1 (the second one) or mps",
        "torch | cuda: | float32 | The device is 'cuda:' | cpu, cuda",
        "torch | cpu | half | The precision is 'half' | float32, bfloat16, tf32",
        "nd4j | cuda | float32 | device cpu in precision float32 | not on cuda in float32",
        "nd4j | mps | float32 | device cpu in precision float32 | diffusion.engine to torch",
        "nd4j | cpu | bfloat16 | device cpu in precision float32 | not on cpu in bfloat16",
        "torch | mps | float32 | 'mps', which LibTorch does not have | there it has cpu, cuda.",
        "auto | mps | float32 | 'mps', which LibTorch does not have | there it has cpu, cuda.",
        "torch | cpu | tf32 | 'tf32', which device cuda has | float32, bfloat16",
      })
  void listsWhatThereIs(String name, String device, String precision, String what, String instead) {
    assertThatThrownBy(() -> EngineSelection.select(asked(name, device, precision), null, linux()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(what, instead);
  }

  @ParameterizedTest
  @CsvSource({
    "Mac OS X, aarch64, cuda, 'there it has cpu, mps.'",
    "Mac OS X, x86_64, mps, 'there it has cpu.'",
    "Windows 11, amd64, mps, 'there it has cpu, cuda.'",
    "Linux, aarch64, cpu, 'linux-x86_64, macosx-x86_64, macosx-arm64, windows-x86_64. Use the'",
    "Windows 11, aarch64, cuda, not published for Windows 11 arm64 (windows-arm64)",
  })
  void listsWhatTorchHasForAHost(String os, String arch, String device, String instead) {
    Host host = new Host(os, arch, Host.words(""), "");
    assertThatThrownBy(() -> EngineSelection.select(asked("torch", device, null), null, host))
        .hasMessageContaining(instead);
  }

  @ParameterizedTest
  @CsvSource({"musl", "glibc 2.27", "glibc 2.34"})
  void namesTheLibraryThatTorchNeeds(String libc) {
    Host host = new Host("Linux", "amd64", Host.words("fma avx2"), libc);
    assertThatThrownBy(() -> EngineSelection.select(asked("torch", null, null), null, host))
        .hasMessageContainingAll("glibc 2.35", "runs on " + libc, "Debian 12", "nd4j");
  }

  @Test
  void whatAUserSetsWinsOverTheRecipe() {
    EngineAsked recipe = asked("torch", "cuda", "bfloat16");
    assertThat(EngineAsked.NOTHING.or(recipe)).isEqualTo(recipe);
    assertThat(asked("nd4j", " ", "").or(recipe)).isEqualTo(asked("nd4j", "cuda", "bfloat16"));
    assertThat(asked(" torch ", null, null)).isEqualTo(asked("torch", null, null));
  }

  private static Host linux() {
    return new Host("Linux", "amd64", Host.words("fma avx2"), "glibc 2.36");
  }

  private static EngineAsked asked(String name, String device, String precision) {
    return new EngineAsked(name, device, precision);
  }
}
