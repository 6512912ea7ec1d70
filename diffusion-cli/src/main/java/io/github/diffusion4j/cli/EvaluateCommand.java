package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Judgement;
import io.github.diffusion4j.eval.report.ReportFolder;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures generated pictures, and judges nothing. */
@Command(
    name = "evaluate",
    description = {
      "Measures generated pictures beside the training pictures: do they copy, and are they good?",
      "Writes report.json, and from it report.html, TEST-diffusion.xml (JUnit), report.sarif and"
          + " summary.md; 'diffusion check' judges."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Action {
  @Mixin private EvaluationOptions options;

  @Override
  public Outcome run(Session session) {
    EvaluationRun.Result result = new EvaluationRun(options, session).run();
    EvaluationReport report = result.report();
    ReportFolder folder = options.folder();
    if (!result.upToDate()) {
      folder.write(
          Judgement.of(report),
          Optional.of(report),
          options.pictures().trainingFiles(Optional.of(report)));
    }
    String sentence =
        report.replication().verdict()
            + ": "
            + String.join(";\n  ", report.replication().reasons())
            + MostSimilar.line(report)
            + "\nReport: "
            + folder.page();
    Map<String, String> outputs =
        Map.of("report", folder.json().toString(), "page", folder.page().toString());
    return result.upToDate() ? Outcome.upToDate(sentence, outputs) : Outcome.ok(sentence, outputs);
  }
}
