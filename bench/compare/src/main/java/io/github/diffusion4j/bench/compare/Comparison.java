package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Answer;
import io.github.diffusion4j.bench.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Lets contenders do one work in turns: A, B, C, A, B, C. They all live at once, and whoever has
 * not the turn sleeps, so that what the host does to one of them it does to all.
 */
final class Comparison {
  /** Compilers and caches are warm after as many turns. */
  private static final int WARM_UP_TURNS = 2;

  /** OpenMP's threads of the one before may still spin for some milliseconds. */
  private static final long PAUSE_MILLIS = 200;

  private final int rounds;
  private final Path logs;
  private final Consumer<String> progress;

  /**
   * @param rounds turns of each contender that count
   * @param logs folder for what contenders print
   * @param progress told in a line what happens
   */
  Comparison(int rounds, Path logs, Consumer<String> progress) {
    this.rounds = rounds;
    this.logs = logs;
    this.progress = progress;
  }

  /**
   * Measures contenders in a work; those that cannot do it are absent.
   *
   * @throws ContenderException if one breaks off, or has another number of parameters
   */
  Result measure(Work work, List<Launch> launches) throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    List<Seat> seats = new ArrayList<>();
    try {
      for (Launch launch : launches) {
        progress.accept(work.name() + ": " + launch.contender() + " sets up and warms up");
        start(launch, work, seats, outcomes);
      }
      checkParameters(seats);
      CpuTime before = CpuTime.now();
      for (int round = 1; round <= rounds; round++) {
        for (Seat seat : seats) {
          Thread.sleep(PAUSE_MILLIS);
          seat.milliseconds.addAll(seat.process.run(work.repetitions()));
        }
        progress.accept(work.name() + ": round " + round + " of " + rounds);
      }
      double steal = CpuTime.now().stealSince(before);
      for (Seat seat : seats) {
        outcomes.add(
            Outcome.Measured.of(
                seat.process.contender(), seat.ready, seat.milliseconds, seat.process.end()));
      }
      return new Result(work, steal, outcomes);
    } finally {
      seats.forEach(seat -> seat.process.close());
    }
  }

  private void start(Launch launch, Work work, List<Seat> seats, List<Outcome> outcomes)
      throws IOException {
    ContenderProcess process;
    try {
      process = new ContenderProcess(launch, work, logs);
    } catch (IOException noProgram) {
      outcomes.add(new Outcome.Absent(launch.contender(), noProgram.getMessage()));
      return;
    }
    Answer opening;
    try {
      opening = process.opening();
    } catch (IOException | ContenderException broken) {
      process.close();
      throw broken;
    }
    if (opening instanceof Answer.Ready ready) {
      seats.add(new Seat(process, ready, new ArrayList<>()));
      process.run(WARM_UP_TURNS * work.repetitions());
    } else {
      process.close();
      outcomes.add(new Outcome.Absent(launch.contender(), ((Answer.Absent) opening).reason()));
    }
  }

  private static void checkParameters(List<Seat> seats) {
    if (seats.stream().map(seat -> seat.ready.parameters()).distinct().count() > 1) {
      throw new ContenderException(
          "the contenders do not compute the same network: "
              + seats.stream()
                  .map(seat -> seat.process.contender() + " has " + seat.ready.parameters())
                  .collect(Collectors.joining(", "))
              + " parameters");
    }
  }

  private record Seat(ContenderProcess process, Answer.Ready ready, List<Double> milliseconds) {}
}
