package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Answer;
import io.github.diffusion4j.bench.Machine;
import io.github.diffusion4j.bench.SearchWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Searches stores of descriptors by ours and by FAISS, in turns. */
@Command(
    name = "bench/search",
    mixinStandardHelpOptions = true,
    description = "Compares the exact search with FAISS's flat index, in turns.")
final class SearchCommand implements Callable<Integer> {
  private static final List<String> PARTS = List.of("turns", "whole", "curves", "forms");
  private static final int WIDTH = 512;
  private static final int NEAREST = 10;
  private static final int ROWS = 60_000;
  private static final int QUERIES = 10_000;
  private static final int MANY_QUERIES = 50_000;
  private static final int FEW_QUERIES = 2_500;

  @Parameters(
      paramLabel = "PART",
      description =
          "turns: 10,000 among 60,000; whole: 50,000 among 60,000, each time a new process;"
              + " curves: by number of queries and of rows; forms: ours alone, by what is compared."
              + " All unless given.")
  private List<String> parts = new ArrayList<>(PARTS);

  @Option(names = "--rounds", defaultValue = "5", description = "Turns (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--python",
      defaultValue = "/usr/bin/python3",
      description = "Interpreter that has FAISS (${DEFAULT-VALUE}).")
  private String python;

  private final List<String> arguments;
  private final Path home = Path.of(System.getProperty("bench.home", "bench"));
  private final Path folder = home.resolve("target/search").toAbsolutePath();

  private SearchCommand(List<String> arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new SearchCommand(List.of(arguments)));
    line.setExecutionExceptionHandler(CompareCommand::explain);
    System.exit(line.execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1) {
      throw new IllegalArgumentException("--rounds is " + rounds + "; it must be 1 or more");
    }
    for (String part : parts) {
      if (!PARTS.contains(part)) {
        throw new IllegalArgumentException("no part is called '" + part + "'; there are " + PARTS);
      }
    }
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Roster roster = Roster.at(home, python);
    for (String part : parts) {
      List<Launch> launches = new ArrayList<>(List.of(roster.launch("diffusion4j")));
      if (!part.equals("forms")) {
        launches.add(roster.launch("faiss"));
      }
      List<SearchWork> works = works(part);
      makeStores(roster.launch("search-stores"), works);
      List<Result> results = new ArrayList<>();
      for (SearchWork work : works) {
        results.add(part.equals("whole") ? whole(work, launches) : turns(work, launches));
      }
      System.out.println(SearchTable.of(part, results));
      if (part.equals("curves")) {
        Files.writeString(folder.resolve("curves.svg"), SearchPlot.svg(results));
      }
      report(start, launches, results).write(folder.resolve(part + ".json"));
    }
    System.out.println("Written to " + folder);
    return 0;
  }

  private List<SearchWork> works(String part) {
    return switch (part) {
      case "turns" -> List.of(work("cosine", QUERIES, ROWS, true));
      case "whole" -> List.of(work("cosine", MANY_QUERIES, ROWS, false));
      case "forms" ->
          Stream.of("cosine", "euclidean", "split", "cross", "tiles")
              .map(comparison -> work(comparison, FEW_QUERIES, ROWS, false))
              .toList();
      default ->
          Stream.concat(
                  Stream.of(FEW_QUERIES, 5_000, QUERIES, 20_000)
                      .map(n -> work("cosine", n, ROWS, false)),
                  Stream.of(15_000, 30_000, 120_000).map(m -> work("cosine", QUERIES, m, false)))
              .toList();
    };
  }

  private SearchWork work(String comparison, int queries, int rows, boolean peak) {
    String name = "%s-%dx%d".formatted(comparison, queries, rows);
    return new SearchWork(
        name, 1, comparison, queries, rows, WIDTH, NEAREST, folder.toString(), peak);
  }

  private void makeStores(Launch launch, List<SearchWork> works)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(launch.command());
    command.addAll(List.of(folder.toString(), Integer.toString(WIDTH)));
    works.stream()
        .flatMap(work -> Stream.of("queries-" + work.queries(), "rows-" + work.rows()))
        .distinct()
        .forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    launch.applyTo(builder.environment());
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new ContenderException("the stores could not be made in " + folder + "; see above");
    }
  }

  private Result turns(SearchWork work, List<Launch> launches)
      throws IOException, InterruptedException {
    return new Comparison(rounds, home.resolve("target/logs"), System.err::println)
        .measure(work, launches);
  }

  /** Each time counts from the start of a new process to its end. */
  private Result whole(SearchWork work, List<Launch> launches) throws IOException {
    CpuTime before = CpuTime.now();
    Map<Launch, List<Double>> times = new LinkedHashMap<>();
    Map<Launch, Answer.Ready> ready = new LinkedHashMap<>();
    Map<Launch, Answer.Done> done = new LinkedHashMap<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      for (Launch launch : launches) {
        long start = System.nanoTime();
        try (ContenderProcess process =
            new ContenderProcess(launch, work, home.resolve("target/logs"))) {
          Answer opening = process.opening();
          if (opening instanceof Answer.Ready itsReady) {
            process.run(1);
            done.put(launch, process.end());
            ready.put(launch, itsReady);
            times
                .computeIfAbsent(launch, each -> new ArrayList<>())
                .add((System.nanoTime() - start) / 1e6);
          } else if (round == 1) {
            outcomes.add(
                new Outcome.Absent(launch.contender(), ((Answer.Absent) opening).reason()));
          }
        }
      }
      System.err.println(work.name() + ": round " + round + " of " + rounds);
    }
    times.forEach(
        (launch, each) ->
            outcomes.add(
                Outcome.Measured.of(
                    launch.contender(), ready.get(launch), each, done.get(launch))));
    return new Result(work, CpuTime.now().stealSince(before), outcomes);
  }

  private Report report(Instant start, List<Launch> launches, List<Result> results)
      throws IOException {
    return new Report(
        start.toString(),
        arguments,
        Machine.commit(home),
        Machine.here(),
        rounds,
        launches.stream().collect(Collectors.toMap(Launch::contender, Launch::environment)),
        results);
  }
}
