package io.github.diffusion4j.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts what its first argument names, JMH or the study, with the further ones, in the JVM and the
 * environment of our contender; the forks of JMH inherit both.
 */
final class WorkerCommand {
  private WorkerCommand() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(System.getProperty("bench.home", "bench"));
    Launch launch = Roster.at(home, "python3").launch(arguments[0]);
    List<String> command = new ArrayList<>(launch.command());
    command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    launch.applyTo(builder.environment());
    System.exit(builder.start().waitFor());
  }
}
