package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  @TempDir Path folder;

  private final RecordedConsole console = new RecordedConsole();
  private long now;

  @Test
  void tailReadsCompleteLinesOnce() throws Exception {
    Path file = folder.resolve("progress.jsonl");
    ProgressTail tail = new ProgressTail(file);
    assertThat(tail.poll()).isEmpty();

    append(file, "{\"line\":\"a\",\"done\":1,\"total\":9,\"note\":true}\n{\"line\":\"b");
    assertThat(tail.poll()).containsExactly(new ProgressLine("a", 1, 9, true));
    assertThat(tail.poll()).isEmpty();

    append(file, "\u00e9\"}\n");
    assertThat(tail.poll()).containsExactly(new ProgressLine("b\u00e9", 0, 0, false));
  }

  @Test
  void tailPassesOverWhatIsNoProgress() throws Exception {
    Path file = folder.resolve("progress.jsonl");
    append(file, "\n[]\nnull\n{\"line\":3,\"done\":\"x\"}\n{}\n");
    append(file, "x".repeat(3 << 20) + "\n{\"line\":\"after\"}\n");
    ProgressTail tail = new ProgressTail(file);
    for (int i = 0; i < 4; i++) {
      assertThat(tail.poll()).isEmpty();
    }
    assertThat(tail.poll()).extracting(ProgressLine::line).containsExactly("after");
  }

  @Test
  void linesAreFewButNotesAndTheLastAreShown() {
    LineProgress display = new LineProgress(console, Duration.ofSeconds(5), () -> now);
    display.show(line("1"));
    display.show(line("2"));
    display.show(new ProgressLine("note", 0, 0, true));
    now += Duration.ofSeconds(5).toNanos();
    display.show(line("3"));
    now += Duration.ofSeconds(4).toNanos();
    display.show(line("4"));
    display.show(line("5"));
    display.finish();
    display.finish();
    assertThat(console.infos).containsExactly("1", "note", "3", "5");
  }

  @Test
  void footerIsWrittenOverAndLeavesOneLine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FooterProgress display =
        new FooterProgress(console, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    display.show(line("step 1"));
    display.show(new ProgressLine("note", 0, 0, true));
    display.show(line("x".repeat(200)));
    display.finish();
    assertThat(console.infos).containsExactly("note", "x".repeat(200));
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\r\033[Kstep 1\r\033[K")
        .endsWith("\r\033[K" + "x".repeat(79) + "\r\033[K");
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, xterm, false, true",
    "true, true, , false, true",
    "false, true, xterm, false, false",
    "true, false, xterm, false, false",
    "true, true, dumb, false, false",
    "true, true, xterm, true, false",
  })
  void footerNeedsAPersonAndATerminal(
      boolean interactive, boolean terminal, String term, boolean parallel, boolean possible) {
    assertThat(FooterProgress.isPossible(interactive, terminal, term, parallel))
        .isEqualTo(possible);
  }

  private static ProgressLine line(String text) {
    return new ProgressLine(text, 0, 0, false);
  }

  private static void append(Path file, String text) throws Exception {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
