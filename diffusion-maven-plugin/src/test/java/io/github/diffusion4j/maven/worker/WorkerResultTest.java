package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerResultTest {

  @TempDir Path folder;

  @Test
  void isReadWithTheRightNonce() throws Exception {
    Path file =
        write("{\"nonce\":\"n\",\"status\":\"up-to-date\",\"exitCode\":0,\"outputs\":null}");
    WorkerResult result = WorkerResult.read(file, "n").orElseThrow();
    assertThat(result.succeeded()).isTrue();
    assertThat(result.message()).isEmpty();
    assertThat(result.outputs()).isEmpty();
    assertThat(WorkerResult.read(file, "m")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "7",
        "{\"nonce\":null}",
        "{\"nonce\":\"n\",\"exitCode\":{}}"
      })
  void isNoneWhenTheFileIsNotWhole(String text) throws Exception {
    assertThat(WorkerResult.read(write(text), "n")).isEmpty();
  }

  @Test
  void isNoneWhenThereIsNoFileOrAHugeOne() throws Exception {
    assertThat(WorkerResult.read(folder.resolve("absent"), "n")).isEmpty();
    String valid = "{\"nonce\":\"n\",\"status\":\"ok\"}";
    assertThat(WorkerResult.read(write(valid + " ".repeat(2 << 20)), "n")).isEmpty();
  }

  @Test
  void succeedsOnlyWithAKnownWord() throws Exception {
    Path file = write("{\"nonce\":\"n\",\"status\":\"perhaps\",\"exitCode\":0}");
    assertThat(WorkerResult.read(file, "n").orElseThrow().succeeded()).isFalse();
  }

  private Path write(String text) throws Exception {
    return Files.writeString(folder.resolve("result.json"), text);
  }
}
