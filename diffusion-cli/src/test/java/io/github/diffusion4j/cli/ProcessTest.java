package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, and the end of the process that started it. */
class ProcessTest {
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path folder;
  private Path progress;
  private Path result;
  private Process worker;

  @BeforeEach
  void place() {
    progress = folder.resolve("progress.jsonl");
    result = folder.resolve("result.json");
  }

  @AfterEach
  void end() {
    if (worker != null) {
      worker.destroyForcibly();
    }
  }

  @Test
  void checkpointsOnTerminationAndResumes() throws Exception {
    Path recipe = Cli.tinyRecipe(folder);
    String[] train = {
      "train",
      "--recipe",
      recipe.toString(),
      "--steps",
      "1000000",
      "--model",
      folder.resolve("model").toString()
    };
    start(train);
    awaitProgress("step ");
    worker.destroy();
    assertInterrupted();
    assertThat(result().get("message").asText()).contains("Interrupted after step");

    Files.delete(progress);
    Files.delete(result);
    start(train);
    awaitProgress("Resuming: training was not finished");
    awaitProgress("step ");
    worker.destroy();
    assertInterrupted();
  }

  @Test
  void endsWithTheProcessThatStartedIt() throws Exception {
    Process parent = java("-version").start();
    assertThat(parent.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    start(
        "train",
        "--preset",
        "shapes-quick",
        "--model",
        folder.resolve("model").toString(),
        "--worker-parent",
        String.valueOf(parent.pid()));
    assertInterrupted();
  }

  private void start(String... arguments) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-Xmx512m",
                "-Dorg.bytedeco.javacpp.platform.extension="
                    + System.getProperty("org.bytedeco.javacpp.platform.extension", ""),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--worker-result",
                result.toString(),
                "--worker-progress",
                progress.toString()));
    words.addAll(Arrays.asList(arguments));
    worker = java(words.toArray(String[]::new)).start();
  }

  private ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
  }

  private void awaitProgress(String part) throws IOException, InterruptedException {
    for (int i = 0; i < LIMIT_SECONDS * 10; i++) {
      if (Files.exists(progress) && Files.readString(progress).contains(part)) {
        return;
      }
      assertThat(worker.isAlive()).as(() -> log()).isTrue();
      Thread.sleep(100);
    }
    throw new AssertionError("no '" + part + "' in the progress:\n" + log());
  }

  private void assertInterrupted() throws IOException, InterruptedException {
    assertThat(worker.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as(() -> log()).isTrue();
    assertThat(worker.exitValue()).as(() -> log()).isEqualTo(130);
    assertThat(result().get("exitCode").asInt()).isEqualTo(130);
  }

  private JsonNode result() throws IOException {
    return Json.mapper().readTree(result.toFile());
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
