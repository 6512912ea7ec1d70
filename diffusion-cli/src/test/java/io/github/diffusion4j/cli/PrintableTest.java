package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private static final String HOSTILE = "a\u001b[31m\u009b2J\r\u0007\u202eb\u2069\u0000";
  private static final String HARMLESS = "a?[31m?2J???b??";

  @Test
  void whatATerminalWouldObeyIsShown() {
    assertThat(Printable.of(HOSTILE)).isEqualTo(HARMLESS);
    assertThat(Printable.of("two\r\nlines\tand tabs")).isEqualTo("two\nlines\tand tabs");
    String words = "Größe 大きさ \u05d0\u05d1 \ud83d\ude00";
    assertThat(Printable.of(words)).isEqualTo(words);
  }

  @Test
  void outcomesAndProgressArePrintable() {
    assertThat(Outcome.failed(ExitCode.GATE, HOSTILE).message()).isEqualTo(HARMLESS);
    assertThat(Outcome.ok(HOSTILE, Map.of()).message()).isEqualTo(HARMLESS);
    StringWriter out = new StringWriter();
    Progress console = new ConsoleProgress(new PrintWriter(out), false, () -> 0);
    Progress all = new Session.Several(List.of(console));
    all.note(HOSTILE);
    all.step(HOSTILE, 1, 1);
    assertThat(out.toString().lines()).containsExactly(HARMLESS, HARMLESS);
  }
}
