package io.github.diffusion4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.maven.worker.EngineNatives;
import io.github.diffusion4j.maven.worker.ModelRuntime;
import io.github.diffusion4j.maven.worker.Natives;
import io.github.diffusion4j.maven.worker.PublishedJars;
import io.github.diffusion4j.maven.worker.TorchNatives;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {

  private static final String ND4J =
      "org.nd4j:nd4j-native:jar:linux-x86_64-onednn-avx512:1.0.0-M2.1";
  private static final String OPENBLAS = "org.bytedeco:openblas:jar:linux-x86_64:0.3.19-1.5.7";
  private static final String JAVACPP = "org.bytedeco:javacpp:jar:linux-x86_64:1.5.7";
  private static final String NEWER = "org.nd4j:nd4j-native:jar:linux-x86_64:9.9";

  @Test
  void namesTotalAndLargeJars() {
    assertThat(download(OPENBLAS, ND4J, JAVACPP).describe())
        .isEqualTo(
            "Downloading 3 jars, 114 MB, once for this host: nd4j-native 99 MB, openblas 14 MB.");
  }

  @Test
  void claimsNoMoreThanItKnows() {
    assertThat(download(OPENBLAS, NEWER).describe())
        .isEqualTo("Downloading 2 jars, more than 14 MB, once for this host: openblas 14 MB.");
    assertThat(download(NEWER).describe()).isEqualTo("Downloading 1 jar, once for this host.");
    assertThat(download(JAVACPP).describe())
        .isEqualTo("Downloading 1 jar, less than 1 MB, once for this host.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-x86_64-onednn-avx512",
        "linux-x86_64-onednn",
        "linux-arm64",
        "macosx-x86_64-onednn-avx2",
        "macosx-arm64",
        "windows-x86_64-onednn-avx512"
      })
  void sizesAreOfTheVersionsThatTheBuildAsksFor(String classifier) {
    int end = classifier.indexOf("-onednn");
    Natives natives =
        end < 0
            ? new Natives(classifier, "")
            : new Natives(classifier.substring(0, end), classifier.substring(end));
    assertPublished(natives);
  }

  @ParameterizedTest
  @CsvSource({
    "linux-x86_64, false",
    "linux-x86_64, true",
    "macosx-x86_64, false",
    "macosx-arm64, false",
    "windows-x86_64, false",
    "windows-x86_64, true",
  })
  void sizesOfTorchAreOfItsVersions(String platform, boolean cuda) {
    assertPublished(new TorchNatives(platform, cuda));
  }

  @Test
  void saysWhatAGraphicsCardCosts() {
    List<Artifact> jars =
        WorkerArtifacts.withEngine(
                Versions.load(), new TorchNatives("linux-x86_64", true), ModelRuntime.NONE)
            .roots()
            .stream()
            .map(Dependency::getArtifact)
            .filter(jar -> jar.getGroupId().equals("org.bytedeco"))
            .toList();
    assertThat(Download.of(jars).describe())
        .isEqualTo(
            "Downloading 9 jars, 867 MB, once for this host: pytorch 458 MB, cuda-redist 380 MB,"
                + " openblas 20 MB.");
  }

  private static void assertPublished(EngineNatives natives) {
    assertThat(
            WorkerArtifacts.withEngine(Versions.load(), natives, ModelRuntime.NONE).roots().stream()
                .map(Dependency::getArtifact)
                .filter(artifact -> !artifact.getGroupId().startsWith("io.github.diffusion4j")))
        .hasSizeGreaterThan(3)
        .allSatisfy(
            jar ->
                assertThat(
                        PublishedJars.table()
                            .size(jar.getArtifactId(), jar.getVersion(), jar.getClassifier()))
                    .as(jar + " in published-jars.txt")
                    .isPresent());
  }

  private static Download download(String... jars) {
    List<Artifact> missing = Stream.of(jars).<Artifact>map(DefaultArtifact::new).toList();
    return Download.of(missing);
  }
}
