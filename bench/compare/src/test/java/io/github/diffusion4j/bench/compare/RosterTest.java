package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.bench.Works;
import io.github.diffusion4j.maven.worker.Natives;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
  @TempDir private Path home;
  private Roster roster;

  @BeforeEach
  void build() throws IOException {
    for (String module : new String[] {"engine", "torch", "studies"}) {
      Files.createDirectories(home.resolve(module + "/target"));
      Files.writeString(home.resolve(module + "/target/class-path"), "/" + module + ".jar\n");
    }
    roster = new Roster(home, 3, Natives.parse("linux-x86_64-onednn"), "/usr/bin/python3");
  }

  @Test
  void startsEveryContenderThatItNames() throws IOException {
    for (String contender : Roster.DEFAULT) {
      assertThat(roster.launch(contender).contender()).isEqualTo(contender);
    }
    for (String contender : Roster.EXTRA) {
      assertThat(roster.launch(contender).contender()).isEqualTo(contender);
    }
    assertThatThrownBy(() -> roster.launch("abacus"))
        .hasMessageStartingWith("no contender is called 'abacus'; there are diffusion4j, libtorch");
  }

  @Test
  void neighboursAreFoundByAllCoresOfLibTorchToo() {
    assertThat(Roster.usual(Works.named("neighbours"))).contains("libtorch", "libtorch-untuned");
    assertThat(Roster.usual(Works.named("small-step"))).isEqualTo(Roster.DEFAULT);
  }

  @Test
  void oursRunsAsTheWorkerDoes() throws IOException {
    Launch launch = roster.launch("diffusion4j");

    assertThat(launch.command())
        .contains("-XX:+UseParallelGC", "-Dorg.bytedeco.javacpp.platform.extension=-onednn")
        .anyMatch(argument -> argument.endsWith("/engine.jar"));
    assertThat(launch.environment())
        .containsEntry("OMP_NUM_THREADS", "3")
        .containsEntry("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
  }

  @Test
  void studiesRunAsTheWorkerDoesOnTheirOwnClassPath() throws IOException {
    assertThat(roster.launch("study").command())
        .contains("-XX:+UseParallelGC")
        .anyMatch(argument -> argument.endsWith("/studies.jar"))
        .endsWith("io.github.diffusion4j.bench.study.StudyMain");
  }

  @Test
  void oursOnLibTorchRunsAsTheWorkerDoesWithoutNd4j() throws IOException {
    Files.writeString(
        home.resolve("engine/target/class-path"),
        "/m/org/nd4j/nd4j-api.jar:/m/org/bytedeco/javacpp-1.5.7.jar:/m/core.jar\n"
            .replace(':', File.pathSeparatorChar));
    Launch launch = roster.launch("torch-engine-bfloat16");

    assertThat(launch.command())
        .contains("-Dbench.engine=torch", "-Dbench.precision=bfloat16")
        .noneMatch(argument -> argument.contains("nd4j-api") || argument.contains("1.5.7"))
        .anyMatch(argument -> argument.contains("torch.jar") && argument.contains("core.jar"));
    assertThat(launch.environment())
        .containsEntry("OPENBLAS_NUM_THREADS", "1")
        .containsEntry("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
  }

  @Test
  void libTorchIsTunedUnlessAskedForUntuned() throws IOException {
    assertThat(roster.launch("libtorch").environment())
        .containsEntry("OMP_NUM_THREADS", "3")
        .containsEntry("OPENBLAS_NUM_THREADS", "1");
    assertThat(roster.launch("libtorch-untuned").environment()).isEmpty();
    assertThat(roster.launch("libtorch-untuned").command())
        .isEqualTo(roster.launch("libtorch").command());
  }
}
