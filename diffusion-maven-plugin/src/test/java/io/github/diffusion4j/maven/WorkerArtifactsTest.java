package io.github.diffusion4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.maven.worker.ModelRuntime;
import io.github.diffusion4j.maven.worker.Natives;
import io.github.diffusion4j.maven.worker.TorchNatives;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.DefaultDependencyNode;
import org.eclipse.aether.graph.Dependency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerArtifactsTest {

  private static final Versions VERSIONS =
      new Versions("1", "2", "3", "4", "5", "6", "11", new Versions.Torch("7", "8", "9", "10"));

  @Test
  void computingNeedsThreeJarsOfNatives() {
    WorkerArtifacts artifacts =
        WorkerArtifacts.withEngine(
            VERSIONS, new Natives("linux-x86_64", "-onednn"), ModelRuntime.NONE);
    assertThat(names(artifacts))
        .containsExactly(
            "io.github.diffusion4j:diffusion-cli:jar:1",
            "org.nd4j:nd4j-native:jar:2",
            "org.nd4j:nd4j-native:jar:linux-x86_64-onednn:2",
            "org.bytedeco:javacpp:jar:linux-x86_64:3",
            "org.bytedeco:openblas:jar:linux-x86_64:4");
    assertThat(artifacts.engine().orElseThrow().getClassifier()).isEqualTo("linux-x86_64-onednn");
  }

  @Test
  void winogradNeedsTwoMore() {
    WorkerArtifacts artifacts =
        WorkerArtifacts.withEngine(
            VERSIONS, new Natives("linux-x86_64", "-onednn-avx512"), ModelRuntime.NONE);
    assertThat(names(artifacts))
        .containsExactly(
            "io.github.diffusion4j:diffusion-cli:jar:1",
            "org.nd4j:nd4j-native:jar:2",
            "org.nd4j:nd4j-native:jar:linux-x86_64-onednn-avx512:2",
            "org.bytedeco:javacpp:jar:linux-x86_64:3",
            "org.bytedeco:openblas:jar:linux-x86_64:4",
            "org.bytedeco:dnnl:jar:linux-x86_64:5",
            "org.bytedeco:opencl:jar:linux-x86_64:6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NONE  |",
        "ONNX  | io.github.diffusion4j:diffusion-onnx:jar:1",
        "DL4J  | io.github.diffusion4j:diffusion-dl4j:jar:1",
        "KERAS | io.github.diffusion4j:diffusion-dl4j:jar:1 org.deeplearning4j:deeplearning4j-modelimport:jar:2 org.bytedeco:hdf5:jar:linux-x86_64:11"
      })
  void aUsersOwnNetworkBringsWhatRunsIt(ModelRuntime models, String jars) {
    Natives natives = new Natives("linux-x86_64", "-onednn");
    List<String> all =
        new ArrayList<>(names(WorkerArtifacts.withEngine(VERSIONS, natives, models)));
    all.removeAll(names(WorkerArtifacts.withEngine(VERSIONS, natives, ModelRuntime.NONE)));
    assertThat(String.join(" ", all)).isEqualTo(jars == null ? "" : jars);
  }

  @Test
  void aUsersOwnNetworkDoesNotRunBesideTorch() {
    TorchNatives torch = new TorchNatives("linux-x86_64", false);
    assertThatThrownBy(() -> WorkerArtifacts.withEngine(VERSIONS, torch, ModelRuntime.ONNX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nd4j");
  }

  @Test
  void torchNeedsItsOwnNativesAndNothingOfNd4j() {
    WorkerArtifacts artifacts =
        WorkerArtifacts.withEngine(
            VERSIONS, new TorchNatives("macosx-arm64", false), ModelRuntime.NONE);
    assertThat(names(artifacts))
        .containsExactly(
            "io.github.diffusion4j:diffusion-cli:jar:1",
            "io.github.diffusion4j:diffusion-torch:jar:1",
            "org.bytedeco:pytorch:jar:7",
            "org.bytedeco:pytorch:jar:macosx-arm64:7",
            "org.bytedeco:javacpp:jar:8",
            "org.bytedeco:javacpp:jar:macosx-arm64:8",
            "org.bytedeco:openblas:jar:9",
            "org.bytedeco:openblas:jar:macosx-arm64:9");
    assertThat(artifacts.engine().orElseThrow().getArtifactId()).isEqualTo("pytorch");
    assertThat(artifacts.roots()).allSatisfy(WorkerArtifactsTest::excludesNd4j);
  }

  @Test
  void cudaNeedsOtherNativesAndItsLibraries() {
    WorkerArtifacts artifacts =
        WorkerArtifacts.withEngine(
            VERSIONS, new TorchNatives("linux-x86_64", true), ModelRuntime.NONE);
    assertThat(names(artifacts))
        .containsSequence(
            "org.bytedeco:pytorch:jar:7", "org.bytedeco:pytorch:jar:linux-x86_64-gpu:7")
        .containsSequence(
            "org.bytedeco:cuda:jar:10",
            "org.bytedeco:cuda:jar:linux-x86_64:10",
            "org.bytedeco:cuda-redist:jar:linux-x86_64:10")
        .doesNotContain("org.bytedeco:pytorch:jar:linux-x86_64:7");
    assertThat(artifacts.engine().orElseThrow().getClassifier()).isEqualTo("linux-x86_64-gpu");
  }

  @Test
  void readingNeedsNoNatives() {
    WorkerArtifacts artifacts = WorkerArtifacts.withoutEngine(VERSIONS);
    assertThat(artifacts.roots()).allSatisfy(WorkerArtifactsTest::excludesNd4j);
    assertThat(names(artifacts)).containsExactly("io.github.diffusion4j:diffusion-cli:jar:1");
    assertThat(artifacts.engine()).isEmpty();
  }

  @Test
  void nativesThatNobodyChoseStayAway() {
    WorkerArtifacts artifacts =
        WorkerArtifacts.withEngine(
            VERSIONS, new Natives("linux-x86_64", "-onednn"), ModelRuntime.NONE);
    assertThat(
            Stream.of(
                    "org.nd4j:nd4j-native:jar:linux-x86_64:2",
                    "org.nd4j:nd4j-native:jar:linux-x86_64-onednn:2",
                    "org.nd4j:nd4j-native:2",
                    "org.nd4j:nd4j-native-preset:jar:linux-x86_64:2",
                    "commons-io:commons-io:5")
                .filter(name -> accepts(artifacts, name)))
        .containsExactly(
            "org.nd4j:nd4j-native:jar:linux-x86_64-onednn:2",
            "org.nd4j:nd4j-native:2",
            "commons-io:commons-io:5");
  }

  @Test
  void versionsAreThoseOfTheBuild() {
    Versions versions = Versions.load();
    assertThat(
            List.of(
                versions.diffusion(),
                versions.nd4j(),
                versions.javacpp(),
                versions.openblas(),
                versions.dnnl(),
                versions.opencl(),
                versions.torch().pytorch(),
                versions.torch().javacpp(),
                versions.torch().openblas(),
                versions.torch().cuda()))
        .allMatch(version -> version.matches("[0-9][0-9A-Za-z.-]+"));
  }

  private static void excludesNd4j(Dependency root) {
    assertThat(root.getExclusions())
        .extracting(exclusion -> exclusion.getGroupId() + ":" + exclusion.getArtifactId())
        .contains("org.nd4j:*", "org.bytedeco:*");
  }

  private static List<String> names(WorkerArtifacts artifacts) {
    return artifacts.roots().stream().map(Dependency::getArtifact).map(Object::toString).toList();
  }

  private static boolean accepts(WorkerArtifacts artifacts, String name) {
    Dependency dependency = new Dependency(new DefaultArtifact(name), "runtime");
    return artifacts.withoutOtherNatives().accept(new DefaultDependencyNode(dependency), List.of());
  }
}
