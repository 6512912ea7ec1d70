package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Machine;
import io.github.diffusion4j.bench.Work;
import io.github.diffusion4j.bench.Works;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares contenders in works, prints tables and writes JSON. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Compares this project's engine with others, in turns.")
final class CompareCommand implements Callable<Integer> {
  private static final DateTimeFormatter FILE_NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Parameters(paramLabel = "WORK", description = "What to do; all works unless given.")
  private List<String> works = new ArrayList<>();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Turns of each contender (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--contenders",
      split = ",",
      description = "Who takes part (diffusion4j,libtorch,pytorch, and who the work needs).")
  private List<String> contenders;

  @Option(
      names = "--with",
      split = ",",
      description = "Who takes part besides: libtorch-untuned, samediff.")
  private List<String> extra = new ArrayList<>();

  @Option(
      names = "--python",
      defaultValue = "/usr/bin/python3",
      description = "Interpreter that has PyTorch (${DEFAULT-VALUE}).")
  private String python;

  @Option(names = "--json", description = "File to write; bench/target/comparison-TIME.json else.")
  private Path json;

  private final List<String> arguments;

  private CompareCommand(List<String> arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new CompareCommand(List.of(arguments)));
    line.setExecutionExceptionHandler(CompareCommand::explain);
    System.exit(line.execute(arguments));
  }

  /** What the user or a contender did wrong is a sentence; all else is our mistake. */
  static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof ContenderException || e instanceof IllegalArgumentException) {
      line.getErr().println(e.getMessage());
      return line.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds is " + rounds + "; it must be 1 or more");
    }
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Path home = Path.of(System.getProperty("bench.home", "bench"));
    Roster roster = Roster.at(home, python);
    Map<String, Launch> started = new LinkedHashMap<>();
    List<Work> chosen = works.isEmpty() ? Works.all() : works.stream().map(Works::named).toList();
    Comparison comparison =
        new Comparison(rounds, home.resolve("target/logs"), System.err::println);
    List<Result> results = new ArrayList<>();
    Path file =
        json == null
            ? home.resolve("target/comparison-" + FILE_NAME.format(start) + ".json")
            : json;
    for (Work work : chosen) {
      List<Launch> launches = launches(roster, work);
      launches.forEach(launch -> started.put(launch.contender(), launch));
      results.add(comparison.measure(work, launches));
      System.out.println(Table.of(results.get(results.size() - 1)));
      // After each work, so that what was measured stays if a later one breaks off.
      report(start, home, started.values(), results).write(file);
    }
    System.out.println("Written to " + file);
    return 0;
  }

  private List<Launch> launches(Roster roster, Work work) throws IOException {
    Set<String> names = new LinkedHashSet<>(contenders == null ? Roster.usual(work) : contenders);
    names.addAll(extra);
    List<Launch> launches = new ArrayList<>();
    for (String name : names) {
      launches.add(roster.launch(name));
    }
    return launches;
  }

  private Report report(Instant start, Path home, Collection<Launch> launches, List<Result> results)
      throws IOException {
    Map<String, Map<String, String>> environments = new LinkedHashMap<>();
    launches.forEach(launch -> environments.put(launch.contender(), launch.environment()));
    return new Report(
        start.toString(),
        arguments,
        Machine.commit(home),
        Machine.here(),
        rounds,
        environments,
        results);
  }
}
