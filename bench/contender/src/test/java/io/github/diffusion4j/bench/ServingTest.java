package io.github.diffusion4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServingTest {
  private final Counting contender = new Counting();

  @Test
  void doesWhatItIsToldAndSaysHowLongEachTook() throws IOException {
    List<Answer> answers = serve(Optional.of(contender), "run 3\nrun 2\nend\n");

    assertThat(answers).hasSize(4);
    assertThat(answers.get(0)).isEqualTo(new Answer.Ready("Counter 1.0", 7));
    assertThat(((Answer.Times) answers.get(1)).milliseconds()).hasSize(3);
    assertThat(((Answer.Times) answers.get(2)).milliseconds()).hasSize(2);
    assertThat(((Answer.Done) answers.get(3)).figures()).isEqualTo(Map.of("repeated", 5.0));
    assertThat(contender.closed).isTrue();
  }

  @Test
  void endsWhenNobodySpeaksAnyMore() throws IOException {
    assertThat(serve(Optional.of(contender), "run 1\n")).last().isInstanceOf(Answer.Done.class);
    assertThat(contender.closed).isTrue();
  }

  @Test
  void saysThatAWorkIsNoneOfIts() throws IOException {
    assertThat(serve(Optional.empty(), "run 1\n"))
        .containsExactly(new Answer.Absent("Counter 1.0 does no neighbours"));
  }

  @Test
  void namesACommandThatItDoesNotKnow() {
    for (String command : List.of("run", "run 0", "run -1", "stop", "")) {
      assertThatThrownBy(() -> serve(Optional.of(contender), command + "\n"), command)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("told '%s'; a contender knows 'run 3', of any number, and 'end'", command);
    }
  }

  private static List<Answer> serve(Optional<Contender> contender, String commands)
      throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Serving.serve(
        "Counter 1.0",
        work -> contender,
        Works.named("neighbours"),
        new BufferedReader(new StringReader(commands)),
        new PrintStream(said, true, StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8).lines().map(Wire::answer).toList();
  }

  private static final class Counting implements Contender {
    int repeated;
    boolean closed;

    @Override
    public long parameters() {
      return 7;
    }

    @Override
    public void repeat() {
      repeated++;
    }

    @Override
    public Map<String, Double> figures() {
      return Map.of("repeated", (double) repeated);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
