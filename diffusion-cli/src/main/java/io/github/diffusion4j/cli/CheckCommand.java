package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.ReportFile;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges generated pictures: fails unless it is shown that they do not copy. */
@Command(
    name = "check",
    description = {
      "Fails with exit code 2 unless it is shown that generated pictures copy training pictures no"
          + " more often than --max-rate.",
      "Evaluates first, unless report.json is of exactly these pictures and settings."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CheckCommand implements Action {
  @Mixin private EvaluationOptions options;

  @Option(
      names = "--judge-only",
      description = "Evaluate nothing: a missing report, or one of anything else, fails.")
  private boolean judgeOnly;

  @Override
  public Outcome run(Session session) {
    EvaluationReport report =
        judgeOnly ? existing() : new EvaluationRun(options, session).run().report();
    String sentence = Judgement.sentence(report) + "\nReport: " + options.page();
    return report.replication().verdict() == Verdict.PASS
        ? Outcome.ok(
            sentence,
            Map.of("report", options.json().toString(), "page", options.page().toString()))
        : Outcome.failed(ExitCode.GATE, sentence);
  }

  private EvaluationReport existing() {
    EvaluationReport report = ReportFile.read(options.json());
    if (!report.fingerprint().equals(options.fingerprint())) {
      throw new EvaluationException(
          "report "
              + options.json()
              + " is stale: pictures, settings or the toolkit have changed since; evaluate again");
    }
    return report;
  }
}
