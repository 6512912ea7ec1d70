package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.gate.Gate;
import io.github.diffusion4j.eval.gate.GateBy;
import io.github.diffusion4j.eval.gate.Judge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What a report has to meet, besides that pictures do not copy. */
final class GateOptions {
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
  private String by = "interval";

  /**
   * Returns who judges.
   *
   * @throws UserError if an option is none
   */
  Judge judge(CheckSettings settings) {
    return new Judge(settings, gates.stream().map(Gate::parse).toList(), by());
  }

  private GateBy by() {
    try {
      return GateBy.valueOf(by.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new UserError("--gate-by is '" + by + "'; choose 'interval' or 'estimate'", e);
    }
  }
}
