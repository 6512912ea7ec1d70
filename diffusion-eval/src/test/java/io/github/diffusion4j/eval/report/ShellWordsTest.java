package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {
  private static final Path BASH = Path.of("/bin/bash");

  @Test
  void leavesPlainWordsAlone() {
    assertThat(ShellWords.quoted(List.of("diffusion", "--seed", "-1", "a b", "it's")))
        .isEqualTo("diffusion --seed -1 'a b' 'it'\\''s'");
  }

  @Test
  void whatCannotBeSeenIsWrittenOut() {
    assertThat(ShellWords.quoted("a\u202eb\n'c\\")).isEqualTo("$'a\\342\\200\\256b\\012\\'c\\\\'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "it's",
        "$HOME `id` $(id) ; id & id | id > x < y * ? [a] {a,b} ~ #a !a \"b\"",
        "~",
        "a\\b\\",
        "-D x=y",
        "Bl\u00fcte \u82b1 \ud83d\ude00",
        "a\u202eb\u200f1",
        "line\nline\t'quote' \\ 7\u0001 8",
        "<script>alert('&\")</script>"
      })
  void aShellReadsJustTheWord(String word) throws Exception {
    assumeTrue(Files.isExecutable(BASH), "there is no " + BASH + " to read the words");
    String script = "printf %s " + ShellWords.quoted(word);
    Process shell = new ProcessBuilder(BASH.toString(), "-c", script).start();
    byte[] read = shell.getInputStream().readAllBytes();

    assertThat(shell.waitFor()).isZero();
    assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(word);
  }
}
