package io.github.diffusion4j.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command {@code diffusion}. */
@Command(
    name = "diffusion",
    description = "Trains diffusion models, draws pictures from them and judges pictures.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or up to date",
      "1:unexpected failure",
      "2:a gate was not met",
      "3:bad input; the message says what to change",
      "4:out of memory",
      "130:interrupted; training goes on from the checkpoint when run again"
    },
    footer = {"", "'diffusion COMMAND --help' lists the options of a command."})
public final class Main {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print where a failure happened.")
  private boolean verbose;

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Interruption interruption = new Interruption();
    interruption.watchSignals();
    int exitCode =
        run(
            new PrintWriter(System.out, true),
            new PrintWriter(System.err, true),
            interruption,
            arguments);
    System.exit(exitCode);
  }

  /**
   * Runs a command in this process, with its output on the standard streams.
   *
   * @return the exit code: 0 done, 1 unexpected failure, 2 a gate was not met, 3 bad input, 4 out
   *     of memory, 130 interrupted
   */
  public static int run(String... arguments) {
    return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
  }

  /** Runs a command in this process, with its output and its errors on these writers. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return run(out, err, new Interruption(), arguments);
  }

  private static int run(
      PrintWriter out, PrintWriter err, Interruption interruption, String... arguments) {
    try {
      WorkerOptions.Taken taken = WorkerOptions.take(arguments);
      return new Worker(taken.options(), out, err, interruption)
          .run(session -> dispatch(taken.rest(), session), taken.rest().contains("--verbose"));
    } catch (UserError wrongWorkerOption) {
      err.println("diffusion: " + wrongWorkerOption.getMessage());
      return ExitCode.BAD_INPUT;
    } finally {
      interruption.finished();
    }
  }

  private static Outcome dispatch(List<String> arguments, Session session) {
    CommandLine line = new CommandLine(new Main());
    for (Object command :
        List.of(
            new TrainCommand(),
            new TrainClassifierCommand(),
            new SampleCommand(),
            new EditCommand(),
            new EvaluateCommand(),
            new CheckCommand(),
            new CalibrateCommand(System.getenv()),
            new AcceptCommand(System.getenv()),
            new InspectCommand(),
            new SchemaCommand(),
            new EngineCommand())) {
      line.addSubcommand(command);
    }
    ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
    List<CommandLine> asked = new ArrayList<>(parsed.asCommandLineList());
    CommandLine last = asked.get(asked.size() - 1);
    if (last.isVersionHelpRequested()) {
      last.printVersionHelp(session.out());
      return Outcome.ok("", Map.of());
    }
    if (last.isUsageHelpRequested() || !parsed.hasSubcommand()) {
      last.usage(session.out());
      return Outcome.ok("", Map.of());
    }
    Action action = last.getCommand();
    return action.run(session);
  }
}
