package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Interruption interruption = new Interruption();

  @Test
  void writesTheOutcomeWithItsNonce() throws IOException {
    Outcome outcome = Outcome.upToDate("Model is up to date", Map.of("model", "/m"));
    assertThat(run(session -> outcome)).isZero();
    JsonNode result = result();
    assertThat(result.get("nonce").asText()).isEqualTo("n-1");
    assertThat(result.get("status").asText()).isEqualTo("up-to-date");
    assertThat(result.get("exitCode").asInt()).isZero();
    assertThat(result.at("/outputs/model").asText()).isEqualTo("/m");
    assertThat(out.toString().strip()).isEqualTo("Model is up to date");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void writesTheResultOfFailuresAndErrorsToo() throws IOException {
    assertThat(run(fails(new UserError("wrong colour")))).isEqualTo(3);
    assertThat(result().get("status").asText()).isEqualTo("failed");
    assertThat(result().get("message").asText()).isEqualTo("wrong colour");
    assertThat(err.toString().strip()).isEqualTo("diffusion: wrong colour");
    assertThat(run(fails(new OutOfMemoryError("Java heap space")))).isEqualTo(4);
    assertThat(result().get("exitCode").asInt()).isEqualTo(4);
    assertThat(run(fails(new StackOverflowError()))).isEqualTo(1);
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void printsWhereItHappenedOnlyWhenAsked() {
    Worker worker = worker(options(null));
    assertThat(worker.run(fails(new IllegalStateException("odd")), true)).isEqualTo(1);
    assertThat(err.toString()).contains("\tat ");
  }

  @Test
  void tellsProgressAndNotesInTheFile() throws IOException {
    run(
        session -> {
          session.progress().note("Retraining: recipe changed");
          session.progress().step("step 1/1", 1, 1);
          return Outcome.ok("", Map.of());
        });
    assertThat(Files.readAllLines(folder.resolve("progress")))
        .hasSize(2)
        .first()
        .asString()
        .contains("Retraining: recipe changed");
  }

  @Test
  void failsWhenTheResultCannotBeWritten() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    WorkerOptions options = new WorkerOptions(folder.resolve("file/result"), "n", null, null, null);
    assertThat(worker(options).run(session -> Outcome.ok("", Map.of()), false)).isEqualTo(1);
  }

  @Test
  void doesNothingAfterARequestToStop() {
    interruption.request();
    assertThat(run(fails(new IllegalStateException("must not run")))).isEqualTo(130);
  }

  @Test
  void locksWhileItWorks() throws IOException {
    Path lock = folder.resolve("locks/lock");
    WorkerOptions options = options(lock);
    int exitCode =
        worker(options)
            .run(
                session -> {
                  assertThat(lock).exists();
                  return Outcome.ok("", Map.of());
                },
                false);
    assertThat(exitCode).isZero();
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
    }
  }

  private static Action fails(RuntimeException failure) {
    return session -> {
      throw failure;
    };
  }

  private static Action fails(Error failure) {
    return session -> {
      throw failure;
    };
  }

  private int run(Action action) {
    return worker(options(null)).run(action, false);
  }

  private WorkerOptions options(Path lock) {
    return new WorkerOptions(
        folder.resolve("result.json"), "n-1", folder.resolve("progress"), null, lock);
  }

  private Worker worker(WorkerOptions options) {
    return new Worker(
        options, new PrintWriter(out, true), new PrintWriter(err, true), interruption);
  }

  private JsonNode result() throws IOException {
    return Json.mapper().readTree(folder.resolve("result.json").toFile());
  }
}
