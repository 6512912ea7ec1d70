package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.DataException;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.recipe.RecipeException;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.train.TrainingException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what a person should read, and what the process returns, when a command failed. */
final class Failures {
  private static final int SCREEN_LINES = 20;
  private static final List<Class<? extends Throwable>> EXPLAINED =
      List.of(
          UserError.class,
          RecipeException.class,
          DataException.class,
          EvaluationException.class,
          ModelException.class,
          TrainingException.class,
          StoreException.class);

  /** What natives say when they get no memory; they throw no OutOfMemoryError. */
  private static final Set<String> NATIVE =
      Set.of("bad_alloc", "llocation failed", "annot allocate memory", "ut of memory");

  private Failures() {}

  /** Returns how the command ended. */
  static Outcome explain(Throwable failure, Session.Memory memory) {
    if (failure instanceof Interrupted) {
      return Outcome.interrupted(failure.getMessage());
    }
    if (failure instanceof ParameterException mistake) {
      return Outcome.failed(ExitCode.BAD_INPUT, commandLine(mistake));
    }
    if (EXPLAINED.stream().anyMatch(type -> type.isInstance(failure)) && !isMemory(failure)) {
      return Outcome.failed(ExitCode.BAD_INPUT, screen(failure.getMessage()));
    }
    if (isMemory(failure)) {
      return Outcome.failed(
          ExitCode.OUT_OF_MEMORY,
          screen("Out of memory (" + innermost(failure) + ").\n" + memory.advice()));
    }
    return Outcome.failed(
        ExitCode.FAILED,
        screen(
            "Unexpected failure: "
                + failure
                + "\nThis is a defect of the toolkit; --verbose shows where it happened."));
  }

  /** Returns the message, cut to what fits on a screen. */
  static String screen(String message) {
    String text = message == null ? "(no message)" : message.strip();
    List<String> lines = text.lines().toList();
    if (lines.size() <= SCREEN_LINES) {
      return text;
    }
    return String.join("\n", lines.subList(0, SCREEN_LINES))
        + "\n... and "
        + (lines.size() - SCREEN_LINES)
        + " more lines";
  }

  private static String commandLine(ParameterException mistake) {
    String message = mistake.getMessage();
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      message += suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?";
    }
    CommandLine command = mistake.getCommandLine();
    return message
        + "\n'"
        + command.getCommandSpec().qualifiedName()
        + " --help' lists the options.";
  }

  private static boolean isMemory(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError || NATIVE.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String[] lines = String.valueOf(cause.getMessage()).split("\n");
    return Arrays.stream(lines).findFirst().orElse("");
  }
}
