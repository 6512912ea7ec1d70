package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

  @TempDir Path folder;

  @Test
  void keepsTheLastLines() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "a\nb\r\nc\n");
    assertThat(LogTail.read(log, 2)).containsExactly("b", "c");
    assertThat(LogTail.read(log, 9)).containsExactly("a", "b", "c");
  }

  @Test
  void readsLittleOfALargeLogAndNothingOfNone() throws Exception {
    Path log = Files.writeString(folder.resolve("log"), "x".repeat(1 << 20) + "\nend");
    assertThat(LogTail.read(log, 1)).containsExactly("end");
    assertThat(String.join("", LogTail.read(log, 9)).length()).isLessThan(17_000);
    assertThat(LogTail.read(folder.resolve("absent"), 9)).isEmpty();
  }

  @Test
  void takesTheTeethOutOfWhatALogMayHold() throws Exception {
    Path log = Files.write(folder.resolve("log"), new byte[] {27, '[', '2', 'J', (byte) 0xff});
    assertThat(LogTail.read(log, 1).get(0)).startsWith(" [2J").doesNotContain("\033");
  }
}
