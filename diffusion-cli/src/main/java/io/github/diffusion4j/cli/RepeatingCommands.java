package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.report.Provenance;
import io.github.diffusion4j.recipe.EvaluationSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands that evaluate the same pictures by the same settings once more: of this program, and
 * of the Maven plugin. All options stand in them, so that another default changes nothing, and
 * files that there are by their absolute paths.
 */
final class RepeatingCommands {
  private static final String GOAL = "io.github.diffusion4j:diffusion-maven-plugin:%s:evaluate";

  /** What it says of evaluations stands in other options. */
  private static final String RECIPE = "--recipe";

  /** What the plugin calls the options. */
  static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("--generated", "diffusion.generated"),
          Map.entry("--train", "diffusion.train"),
          Map.entry("--held-out", "diffusion.holdout"),
          Map.entry("--held-out-share", "diffusion.holdoutShare"),
          Map.entry("--calibration", "diffusion.calibration"),
          Map.entry("--statistics", "diffusion.statistics"),
          Map.entry("--image-size", "diffusion.imageSize"),
          Map.entry("--detector", "diffusion.detector"),
          Map.entry("--detector-cache", "diffusion.detectorCache"),
          Map.entry("--approximate", "diffusion.approximate"),
          Map.entry("--max-rate", "diffusion.maxReplicationRate"),
          Map.entry("--confidence", "diffusion.confidence"),
          Map.entry("--false-positives", "diffusion.falsePositives"),
          Map.entry("--weak-null", "diffusion.weakNull"),
          Map.entry("--seed", "diffusion.evaluationSeed"),
          Map.entry("--redact", "diffusion.redact"),
          Map.entry("--report-directory", "diffusion.reportDirectory"));

  private final List<String> command = new ArrayList<>(List.of("diffusion", "evaluate"));
  private final List<String> goal =
      new ArrayList<>(List.of("mvn", GOAL.formatted(Version.current())));
  private boolean goalSaysAll = true;

  private final Map<String, Object> asked;

  private RepeatingCommands(EvaluationSpec asked) {
    this.asked =
        Map.of(
            "--image-size", asked.imageSize(),
            "--detector", asked.detector(),
            "--max-rate", asked.maxRate(),
            "--confidence", asked.confidence(),
            "--false-positives", asked.falsePositives());
  }

  /**
   * Returns the commands; without the goal if it has no property for an option that is not left at
   * its default.
   *
   * @param options of the evaluation, parsed
   * @param asked what the recipe and the options ask for, so that the recipe need not be there
   */
  static List<Provenance.Command> of(CommandSpec options, EvaluationSpec asked) {
    RepeatingCommands commands = new RepeatingCommands(asked);
    options.options().forEach(commands::add);
    List<Provenance.Command> all = new ArrayList<>();
    all.add(new Provenance.Command("Command", commands.command));
    if (commands.goalSaysAll) {
      all.add(new Provenance.Command("Goal", commands.goal));
    }
    return all;
  }

  private void add(OptionSpec option) {
    String name = option.longestName();
    Object value = asked.getOrDefault(name, option.getValue());
    if (value == null || Boolean.FALSE.equals(value) || name.equals(RECIPE)) {
      return;
    }
    String text = value instanceof Boolean ? "true" : located(value.toString());
    command.add(name);
    if (!(value instanceof Boolean)) {
      command.add(text);
    }
    if (PROPERTIES.containsKey(name)) {
      goal.add("-D" + PROPERTIES.get(name) + "=" + text);
    } else {
      goalSaysAll &= Objects.equals(value, option.initialValue());
    }
  }

  private static String located(String value) {
    try {
      Path path = Path.of(value);
      return Files.exists(path) ? path.toAbsolutePath().normalize().toString() : value;
    } catch (InvalidPathException noPath) {
      return value;
    }
  }
}
