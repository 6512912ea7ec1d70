package io.github.diffusion4j.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts JMH in the JVM and the environment of our contender; the forks of JMH inherit both. */
final class JmhCommand {
  private JmhCommand() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("bench.home", "bench"));
    Launch launch = Roster.at(home, "python3").launch("jmh");
    List<String> command = new ArrayList<>(launch.command());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    launch.applyTo(builder.environment());
    System.exit(builder.start().waitFor());
  }
}
