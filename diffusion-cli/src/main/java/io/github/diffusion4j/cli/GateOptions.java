package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.gate.Baseline;
import io.github.diffusion4j.eval.gate.BaselineFile;
import io.github.diffusion4j.eval.gate.Gate;
import io.github.diffusion4j.eval.gate.Judge;
import io.github.diffusion4j.recipe.EvaluationSpec;
import io.github.diffusion4j.recipe.GateBy;
import io.github.diffusion4j.recipe.GateSpec;
import io.github.diffusion4j.recipe.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a report has to meet, besides that pictures do not copy. */
final class GateOptions {
  /** Where a baseline is unless somebody says otherwise: beside the POM, under version control. */
  static final Path BASELINE = Path.of("diffusion-baseline.json");

  @Option(
      names = "--gate",
      paramLabel = "GATE",
      description =
          "A limit on a metric of quality, such as 'fd<=0.3', 'precision@training>=80%%' or"
              + " '0.5<=vendi-ratio<=1.2'; against held-out pictures unless '@training' says"
              + " otherwise. May be given several times.")
  private List<String> gates = new ArrayList<>();

  @Option(
      names = "--gate-by",
      paramLabel = "WHAT",
      description =
          "What of a metric has to be within the limits: its 'interval', or its 'estimate' alone;"
              + " interval unless given.")
  private String by;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "What 'diffusion accept' wrote: copies of training pictures in it do not count;"
              + " diffusion-baseline.json, if there is one, unless given.")
  private Path baseline;

  @Option(
      names = "--ratchet",
      description = "Fail, too, if something is worse than the baseline by more than chance.")
  private boolean ratchet;

  /**
   * Returns who judges: by the gates of the recipe, unless there are others here.
   *
   * @param recipe what it asks for
   * @throws UserError if an option is none
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if a gate is none, or a baseline
   *     is broken, or asked for and missing
   */
  Judge judge(CheckSettings settings, EvaluationSpec recipe) {
    List<Gate> limits =
        gates.isEmpty()
            ? recipe.gates().stream().map(GateOptions::gate).toList()
            : gates.stream().map(Gate::parse).toList();
    return new Judge(settings, limits, by == null ? recipe.gateBy() : by(), accepted(), ratchet);
  }

  private static Gate gate(GateSpec wish) {
    return new Gate(wish.metric(), Keys.of(wish.against()), wish.minimum(), wish.maximum());
  }

  private Optional<Baseline> accepted() {
    Path file = baseline == null ? BASELINE : baseline;
    boolean wanted = ratchet || baseline != null || Files.exists(file);
    return wanted ? Optional.of(BaselineFile.read(file)) : Optional.empty();
  }

  private GateBy by() {
    try {
      return GateBy.valueOf(by.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UserError("--gate-by is '" + by + "'; choose 'interval' or 'estimate'", e);
    }
  }
}
