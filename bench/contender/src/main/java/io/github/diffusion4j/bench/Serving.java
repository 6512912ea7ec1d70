package io.github.diffusion4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A contender's side of the protocol of {@link Answer}. */
public final class Serving {
  private Serving() {}

  /**
   * Does the work that the first argument describes, as told on standard input, until it ends.
   * Whatever else the process prints goes to standard error.
   *
   * @param title name and version of what does the work
   * @param contenders sets a work up; empty if it cannot be done
   */
  public static void serve(
      String title, Function<Work, Optional<? extends Contender>> contenders, String... arguments)
      throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    if (arguments.length != 1) {
      throw new IllegalArgumentException(
          "expected a work as JSON, got "
              + arguments.length
              + " arguments; the comparison starts this program");
    }
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    serve(title, contenders, Wire.work(arguments[0]), commands, answers);
  }

  static void serve(
      String title,
      Function<Work, Optional<? extends Contender>> contenders,
      Work work,
      BufferedReader commands,
      PrintStream answers)
      throws IOException {
    Optional<? extends Contender> found = contenders.apply(work);
    if (found.isEmpty()) {
      say(answers, new Answer.Absent(title + " does no " + work.name()));
      return;
    }
    try (Contender contender = found.get()) {
      say(answers, new Answer.Ready(title, contender.parameters()));
      String command;
      while ((command = commands.readLine()) != null && !command.equals("end")) {
        say(answers, new Answer.Times(run(contender, repetitions(command))));
      }
      say(answers, new Answer.Done(PeakMemory.bytes(), contender.figures()));
    }
  }

  private static void say(PrintStream answers, Answer answer) {
    answers.println(Wire.line(answer));
    answers.flush();
  }

  private static int repetitions(String command) {
    if (!command.matches("run [1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException(
          "told '" + command + "'; a contender knows 'run 3', of any number, and 'end'");
    }
    return Integer.parseInt(command.substring("run ".length()));
  }

  private static List<Double> run(Contender contender, int repetitions) {
    List<Double> milliseconds = new ArrayList<>();
    for (int i = 0; i < repetitions; i++) {
      long start = System.nanoTime();
      contender.repeat();
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
    return milliseconds;
  }
}
