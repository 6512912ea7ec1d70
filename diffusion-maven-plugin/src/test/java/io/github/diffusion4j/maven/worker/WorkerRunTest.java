package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerRunTest {

  private static final InspectRequest INSPECT =
      new InspectRequest("shapes", null, Path.of("/o/page"), Path.of("/o/report"));
  private static final Path LOCK = Path.of("/lock");
  private static final Threads ALL = Threads.of(null, 2);
  private static final Host HOST = new Host("Linux", "amd64", Set.of("avx2", "fma"), "");
  private static final WorkerFiles FILES = new WorkerFiles(Path.of("/w"));

  @Test
  void startsTheProgramWithTheWorkersOptions() {
    assertThat(run(INSPECT, Duration.ZERO).command("n", 42))
        .containsExactly(
            "/java",
            "@/w/worker.args",
            "Main",
            "inspect",
            "--data",
            "shapes",
            "--html",
            "/o/page",
            "--json",
            "/o/report",
            "--worker-result",
            "/w/result.json",
            "--worker-nonce",
            "n",
            "--worker-progress",
            "/w/progress.jsonl",
            "--worker-parent",
            "42");
  }

  @Test
  void locksTheHostForWorkThatTakesAllCores() {
    SampleRequest sample =
        new SampleRequest(
            Path.of("/m"),
            null,
            Path.of("/s"),
            SamplingAsked.NOTHING,
            false,
            false,
            false,
            EngineAsked.NOTHING);
    assertThat(run(sample, Duration.ZERO).command("n", 42))
        .containsSequence("--worker-lock", "/lock");
  }

  @Test
  void refusesANegativeLimit() {
    assertThatThrownBy(() -> run(INSPECT, Duration.ofSeconds(-5)))
        .hasMessageContainingAll("diffusion.timeout", "-5");
  }

  @Test
  void lastOptionsAreTheUsers() {
    WorkerJvm jvm =
        new WorkerJvm(
            Path.of("/java"),
            List.of(),
            "Main",
            "-onednn",
            "2g",
            900,
            List.of("-Xmx3g"),
            Path.of("/c"));
    assertThat(jvm.options(Path.of("/e.log"), ALL))
        .contains(
            "-XX:ErrorFile=/e.log",
            "-Dorg.bytedeco.javacpp.platform.extension=-onednn",
            "-Dorg.bytedeco.javacpp.cachedir=/c",
            "-Dorg.bytedeco.javacpp.maxbytes=900")
        .endsWith("-Xmx2g", "-Xmx3g");
  }

  @Test
  void leavesTheCollectorToTheUser() {
    WorkerJvm jvm =
        new WorkerJvm(
            Path.of("/java"), List.of(), "Main", "", null, 0, List.of("-XX:+UseG1GC"), null);
    assertThat(jvm.options(Path.of("/e.log"), ALL)).doesNotContain("-XX:+UseParallelGC");
  }

  @Test
  void leavesOutWhatIsNotSet() {
    WorkerJvm jvm =
        new WorkerJvm(Path.of("/java"), List.of(), "Main", "", null, 0, List.of(), null);
    assertThat(jvm.options(Path.of("/e.log"), ALL))
        .noneMatch(option -> option.contains("-Xmx") || option.contains("cachedir"))
        .noneMatch(option -> option.contains("extension"));
  }

  @Test
  void environmentOfTheUserStays() {
    Map<String, String> environment = new HashMap<>(Map.of("OMP_NUM_THREADS", "1"));
    WorkerEnvironment.apply(environment, Threads.of(null, 8), HOST);
    assertThat(environment)
        .containsEntry("OMP_NUM_THREADS", "1")
        .containsEntry("OPENBLAS_NUM_THREADS", "1")
        .containsEntry("MALLOC_MMAP_THRESHOLD_", "33554432")
        .containsEntry("MALLOC_TRIM_THRESHOLD_", "8589934592")
        .containsEntry("MALLOC_TOP_PAD_", "67108864")
        .containsEntry("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
  }

  @Test
  void kernelsThatTheUserNamedStay() {
    Map<String, String> environment = new HashMap<>(Map.of("OPENBLAS_CORETYPE", "Zen"));
    WorkerEnvironment.apply(environment, Threads.of(null, 8), HOST);
    assertThat(environment).containsEntry("OPENBLAS_CORETYPE", "Zen");
    environment.clear();
    WorkerEnvironment.apply(environment, Threads.of(null, 8), HOST);
    assertThat(environment).containsEntry("OPENBLAS_CORETYPE", "Haswell");
  }

  @Test
  void allCoresAreTheDefault() {
    Map<String, String> environment = new HashMap<>();
    WorkerEnvironment.apply(environment, Threads.of(null, 8), HOST);
    assertThat(environment).containsEntry("OMP_NUM_THREADS", "8");
    assertThat(Threads.of(null, 8).option()).isEmpty();
  }

  @Test
  void capHoldsInNativeCodeAndInJava() {
    Map<String, String> environment = new HashMap<>(Map.of("OMP_NUM_THREADS", "4"));
    WorkerEnvironment.apply(environment, Threads.of(3, 8), HOST);
    assertThat(environment).containsEntry("OMP_NUM_THREADS", "3");
    WorkerJvm jvm =
        new WorkerJvm(Path.of("/java"), List.of(), "Main", "", null, 0, List.of(), null);
    assertThat(jvm.options(Path.of("/e.log"), Threads.of(3, 8)))
        .contains("-XX:ActiveProcessorCount=3");
  }

  @Test
  void refusesToComputeWithoutThreads() {
    assertThatThrownBy(() -> Threads.of(0, 8)).hasMessageContainingAll("diffusion.threads", "0");
  }

  @Test
  void executionsHaveFoldersOfTheirOwn() {
    assertThat(WorkerFiles.folderName("default-train", "train")).isEqualTo("default-train");
    assertThat(WorkerFiles.folderName("default-cli", "train")).isEqualTo("default-cli-train");
    assertThat(WorkerFiles.folderName("default-cli", "sample")).isEqualTo("default-cli-sample");
    assertThat(WorkerFiles.folderName("train", "train")).isEqualTo("train");
    assertThat(WorkerFiles.folderName("../a b", "train")).isEqualTo("__a_b-train");
  }

  private static WorkerRun run(GoalRequest request, Duration timeout) {
    WorkerJvm jvm =
        new WorkerJvm(Path.of("/java"), List.of(), "Main", "", null, 0, List.of(), null);
    return new WorkerRun(request, jvm, FILES, Path.of("/"), LOCK, timeout, ALL, false);
  }
}
