package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.data.DataException;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.model.ModelException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that all studies are under. */
@Command(
    name = "bench/study",
    mixinStandardHelpOptions = true,
    description =
        "Measures what trained models draw. Each command writes a table, a picture and its raw"
            + " numbers; broken off, it goes on where it was when called again.",
    subcommands = {
      JudgeCommand.class,
      ClassifierCommand.class,
      FrechetCommand.class,
      SamplersCommand.class,
      GuidanceCommand.class,
      VarianceCommand.class,
      CascadeCommand.class,
      LikelihoodCommand.class,
      SpeedCommand.class,
      StripsCommand.class,
      ToyCommand.class,
      GateCommand.class,
      DescriptorsCommand.class,
      DescribeCommand.class
    })
final class StudyMain {
  private StudyMain() {}

  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /** Returns the command line, ready to be executed. */
  static CommandLine line() {
    CommandLine line = new CommandLine(new StudyMain());
    line.setExecutionExceptionHandler(StudyMain::explain);
    return line;
  }

  /** What the user did wrong is a sentence; all else is our mistake. */
  private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    if (e instanceof IllegalArgumentException
        || e instanceof ModelException
        || e instanceof DataException
        || e instanceof EvaluationException) {
      line.getErr().println(e.getMessage());
      return line.getCommandSpec().exitCodeOnExecutionException();
    }
    throw e;
  }
}
