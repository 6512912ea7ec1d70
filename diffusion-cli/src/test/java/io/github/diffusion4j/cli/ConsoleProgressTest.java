package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);
  private long nanos;

  @Test
  void printsALineEveryFewSecondsWithoutATerminal() {
    try (ConsoleProgress progress = new ConsoleProgress(out, false, () -> nanos)) {
      for (int i = 1; i <= 100; i++) {
        progress.step("step " + i, i, 101);
        nanos += TimeUnit.MILLISECONDS.toNanos(100);
      }
    }
    assertThat(text.toString().lines()).containsExactly("step 1", "step 51");
    assertThat(text.toString()).doesNotContain("\r");
  }

  @Test
  void alwaysPrintsTheLastStepAndNotes() {
    try (ConsoleProgress progress = new ConsoleProgress(out, false, () -> nanos)) {
      progress.step("step 1", 1, 2);
      progress.note("note");
      progress.step("step 2", 2, 2);
    }
    assertThat(text.toString().lines()).containsExactly("step 1", "note", "step 2");
  }

  @Test
  void rewritesOneLineOnATerminal() {
    try (ConsoleProgress progress = new ConsoleProgress(out, true, () -> nanos)) {
      progress.step("a long line", 1, 9);
      nanos += TimeUnit.SECONDS.toNanos(1);
      progress.step("short", 2, 9);
      progress.note("note");
    }
    assertThat(text.toString()).isEqualTo("\ra long line\rshort      " + nl() + "note" + nl());
  }

  private static String nl() {
    return System.lineSeparator();
  }
}
