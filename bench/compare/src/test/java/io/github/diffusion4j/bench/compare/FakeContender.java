package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Answer;
import io.github.diffusion4j.bench.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A process that speaks as a contender does, or misbehaves as told, and computes nothing. */
final class FakeContender {
  private FakeContender() {}

  /** Starts this class with a behaviour; what it is told goes to its log. */
  static Launch launch(String contender, String... behaviour) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FakeContender.class.getName()));
    command.addAll(Arrays.asList(behaviour));
    return new Launch(contender, command, Map.of());
  }

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "takes" -> obey(Double.parseDouble(arguments[1]), Long.parseLong(arguments[2]));
      case "cannot" -> say(new Answer.Absent("no such library"));
      case "chatters" -> System.out.println("Hello");
      case "dies" -> {
        say(new Answer.Ready("Mayfly", 0));
        System.err.println("out of luck");
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void obey(double milliseconds, long parameters) throws IOException {
    say(new Answer.Ready("Fake", parameters));
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String command;
    while ((command = commands.readLine()).startsWith("run ")) {
      System.err.println(command);
      int repetitions = Integer.parseInt(command.substring(4));
      say(new Answer.Times(Collections.nCopies(repetitions, milliseconds)));
    }
    say(new Answer.Done(1_000_000, Map.of("loss", 0.5)));
  }

  private static void say(Answer answer) {
    System.out.println(Wire.line(answer));
    System.out.flush();
  }
}
