package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerLauncherTest {

  @TempDir Path temporary;

  private final RecordedConsole console = new RecordedConsole();
  private Path folder;

  @BeforeEach
  void useAFolderWithAwkwardName() {
    folder = temporary.resolve("spaces and more (1)");
  }

  @Test
  void returnsTheResultAndShowsProgress() throws Exception {
    WorkerResult result = launch("ok", Duration.ZERO);

    assertThat(result.message()).isEqualTo("Trained 2 steps");
    assertThat(result.output("model")).contains("/m");
    assertThat(result.output("grid")).isEmpty();
    assertThat(console.infos).containsExactly("Retraining: model is missing", "step 2/2");
    assertThat(folder.resolve("worker.log"))
        .content()
        .contains("arguments [train, --model, " + folder.resolve("model"))
        .contains("OMP_NUM_THREADS 1, processors 1");
  }

  @Test
  void saysOnlyWhatTheUserDidWrong() {
    assertThat(failure("bad-input").getMessage())
        .isEqualTo("The folder x is missing. Name another.");
  }

  @Test
  void passesOnWhatTheWorkerSaysAboutMemory() {
    assertThat(failure("memory").getMessage()).isEqualTo("Out of memory: lower the batch size.");
  }

  @Test
  void tellsAGateFromAFailure() {
    assertThat(failure("gate").isGateNotMet()).isTrue();
    assertThat(failure("crash").isGateNotMet()).isFalse();
  }

  @Test
  void showsTheLogOfAnUnexpectedFailure() {
    assertThat(failure("unexpected"))
        .hasMessageContainingAll("failed: a bug", "last words", folder.resolve("worker.log") + "");
  }

  @Test
  void showsTheLogOfACrash() {
    assertThat(failure("crash"))
        .hasMessageContainingAll(
            "without a valid result", "exit code 134", "last words", "last checkpoint");
  }

  @Test
  void knowsNativesThatAreTooNewForTheProcessor() {
    assertThat(failure("illegal-instruction"))
        .hasMessageContainingAll("hs_err.log", "leave diffusion.natives out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"foreign", "no-result", "lying"})
  void believesNoResultThatIsMissingForeignOrContradicted(String mode) {
    assertThat(failure(mode)).hasMessageContaining("without a valid result");
  }

  @Test
  void believesNoResultOfAnEarlierRun() throws Exception {
    launch("ok", Duration.ZERO);
    assertThat(failure("no-result")).hasMessageContaining("without a valid result");
  }

  @Test
  void stopsAWorkerThatTakesTooLong() {
    assertThat(failure("hang", Duration.ofMillis(1)))
        .hasMessageContainingAll("diffusion.timeout", "continue from the last checkpoint");
  }

  @Test
  void letsAStoppedWorkerSaveItsWork() {
    // The limit is long enough for a JVM to start even on a busy host.
    failure("saves-when-stopped", Duration.ofSeconds(4));
    assertThat(folder.resolve("saved")).exists();
  }

  @Test
  void namesAJavaThatCannotBeStarted() {
    WorkerRun run = run("ok", Duration.ZERO, temporary.resolve("no-java"));
    WorkerException failure = failureOf(run);
    assertThat(failure).hasMessageContainingAll("cannot be started", "no-java");
  }

  @Test
  void namesAFolderThatCannotBeMade() throws Exception {
    Files.createFile(folder);
    assertThat(failure("ok")).hasMessageContainingAll("cannot be started", folder.toString());
  }

  private WorkerException failure(String mode) {
    return failure(mode, Duration.ZERO);
  }

  private WorkerException failure(String mode, Duration timeout) {
    return failureOf(run(mode, timeout, java()));
  }

  private WorkerException failureOf(WorkerRun run) {
    return catchThrowableOfType(WorkerException.class, () -> launcher().run(run));
  }

  private WorkerResult launch(String mode, Duration timeout) throws WorkerException {
    return launcher().run(run(mode, timeout, java()));
  }

  private WorkerLauncher launcher() {
    return new WorkerLauncher(console, new LineProgress(console, Duration.ZERO, System::nanoTime));
  }

  private WorkerRun run(String mode, Duration timeout, Path java) {
    WorkerJvm jvm =
        new WorkerJvm(
            java,
            List.of(classes()),
            FakeWorker.class.getName(),
            "",
            "64m",
            0,
            List.of("-Dfake=" + mode),
            null);
    GoalRequest request =
        new TrainRequest(
            null,
            null,
            null,
            folder.resolve("model"),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            EngineAsked.NOTHING);
    return new WorkerRun(
        request, jvm, new WorkerFiles(folder), temporary, null, timeout, Threads.of(1, 2), false);
  }

  private static Path java() {
    return Path.of(ProcessHandle.current().info().command().orElse("java"));
  }

  private static Path classes() {
    try {
      return Path.of(FakeWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
