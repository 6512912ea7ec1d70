package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.gate.Baseline;
import io.github.diffusion4j.eval.gate.BaselineFile;
import io.github.diffusion4j.eval.gate.Judge;
import io.github.diffusion4j.eval.report.EvaluationReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Accepts what the report lists, so that only new copies count from now on. */
@Command(
    name = "accept",
    description = {
      "Accepts the findings of report.json: copies of these training pictures do not count any more.",
      "Look at the page first. Refuses in continuous integration (CI is set), where nobody looks."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AcceptCommand implements Action {
  private final ContinuousIntegration ci;

  @Mixin private EvaluationOptions options;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "The file to write, for version control; diffusion-baseline.json unless given.")
  private Path baseline = GateOptions.BASELINE;

  AcceptCommand(Map<String, String> environment) {
    this.ci = new ContinuousIntegration(environment);
  }

  @Override
  public Outcome run(Session session) {
    ci.refuse("look at pictures and accept them", baseline);
    EvaluationReport report = options.existingReport();
    Judge.contradiction(report, options.settings())
        .ifPresent(
            clause -> {
              throw new EvaluationException(
                  "the report contradicts itself: " + clause + "; evaluate again");
            });
    Baseline accepted = Baseline.of(report);
    BaselineFile.write(baseline, accepted);
    int unlisted = report.replication().copies() - report.replication().findings().size();
    String more =
        unlisted == 0
            ? ""
            : String.format(
                Locale.ROOT, "\n%,d more copies are not in the report, and count.", unlisted);
    return Outcome.ok(
        String.format(
            Locale.ROOT,
            "Accepted copies of %,d training pictures, and the quality measured: %s%s",
            accepted.accepted().size(),
            baseline,
            more),
        Map.of("baseline", baseline.toString()));
  }
}
