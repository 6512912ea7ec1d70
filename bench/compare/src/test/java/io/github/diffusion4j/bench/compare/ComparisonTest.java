package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.bench.Work;
import io.github.diffusion4j.bench.Works;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final Work WORK = Works.named("small-step");

  @TempDir private Path logs;
  private final List<String> progress = new ArrayList<>();

  @Test
  void letsEachContenderWarmUpAndThenTakeItsTurns() throws Exception {
    Result result =
        measure(
            FakeContender.launch("libtorch", "takes", "20", "7"),
            FakeContender.launch("ours", "takes", "10", "7"));

    assertThat(result.measured())
        .extracting(Outcome.Measured::contender)
        .containsExactly("libtorch", "ours");
    Outcome.Measured ours = result.measured("ours").orElseThrow();
    int repetitions = WORK.repetitions();
    assertThat(ours.milliseconds()).isEqualTo(Collections.nCopies(3 * repetitions, 10.0));
    assertThat(ours.parameters()).isEqualTo(7);
    assertThat(ours.peakBytes()).isEqualTo(1_000_000);
    assertThat(ours.figures()).isEqualTo(Map.of("loss", 0.5));
    assertThat(result.ratio(ours, Result.Quantity.MEDIAN)).hasValue(0.5);
    String turn = "run " + repetitions;
    assertThat(Files.readAllLines(logs.resolve("small-step-ours.log")))
        .containsExactly("run " + 2 * repetitions, turn, turn, turn);
    assertThat(progress).last().isEqualTo("small-step: round 3 of 3");
  }

  @Test
  void whoCannotTakePartIsAbsentWithTheReason() throws Exception {
    Launch missing = new Launch("pytorch", List.of("/no/such/python"), Map.of());

    Result result =
        measure(
            FakeContender.launch("samediff", "cannot"),
            missing,
            FakeContender.launch("libtorch", "takes", "20", "7"));

    assertThat(result.measured()).hasSize(1);
    assertThat(result.absent().get(0)).isEqualTo(new Outcome.Absent("samediff", "no such library"));
    assertThat(result.absent().get(1).reason()).contains("/no/such/python");
  }

  @Test
  void networksOfTwoSizesAreNotCompared() {
    assertThatThrownBy(
            () ->
                measure(
                    FakeContender.launch("libtorch", "takes", "20", "7"),
                    FakeContender.launch("ours", "takes", "10", "8")))
        .isInstanceOf(ContenderException.class)
        .hasMessage(
            "the contenders do not compute the same network: libtorch has 7, ours has 8"
                + " parameters");
  }

  @Test
  void whoEndsTooEarlyIsNamedWithItsLog() throws IOException {
    assertThatThrownBy(() -> measure(FakeContender.launch("ours", "dies")))
        .isInstanceOf(ContenderException.class)
        .hasMessageMatching("ours ended .*; what it printed is in .*small-step-ours.log");
    assertThat(Files.readString(logs.resolve("small-step-ours.log"))).contains("out of luck");
  }

  @Test
  void whoSaysWhatIsNoAnswerIsQuoted() {
    assertThatThrownBy(() -> measure(FakeContender.launch("ours", "chatters")))
        .isInstanceOf(ContenderException.class)
        .hasMessageStartingWith("ours said 'Hello', which is no answer;");
  }

  private Result measure(Launch... launches) throws IOException, InterruptedException {
    return new Comparison(3, logs, progress::add).measure(WORK, List.of(launches));
  }
}
