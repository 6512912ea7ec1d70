package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.gate.Judge;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.Judgement;
import io.github.diffusion4j.eval.report.MarkdownSummary;
import io.github.diffusion4j.eval.report.ReportFolder;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges generated pictures: fails unless it is shown that they do not copy. */
@Command(
    name = "check",
    description = {
      "Fails with exit code 2 unless it is shown that generated pictures copy training pictures no"
          + " more often than --max-rate, and every --gate is met.",
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

  @Mixin private GateOptions gates;

  @Override
  public Outcome run(Session session) {
    Judge judge = gates.judge(options.settings(), options.asked());
    Optional<EvaluationReport> report = Optional.empty();
    Judgement judgement;
    if (judgeOnly) {
      try {
        report = Optional.of(options.existingReport());
        judgement = judge.of(report.get());
        if (judgement.hasReport()) {
          new EvaluationRun(options, session).repairPage(report.get());
        }
      } catch (EvaluationException unusable) {
        judgement = Judgement.withoutReport(unusable.getMessage());
      }
    } else {
      report = Optional.of(new EvaluationRun(options, session).run().report());
      judgement = judge.of(report.get());
    }
    return published(judgement, judgement.hasReport() ? report : Optional.empty(), session);
  }

  private Outcome published(
      Judgement judgement, Optional<EvaluationReport> report, Session session) {
    ReportFolder folder = options.folder();
    folder.write(judgement, report, options.pictures().trainingFiles(report));
    new StepSummary(System.getenv())
        .append(MarkdownSummary.of(judgement, report))
        .ifPresent(session.progress()::note);
    String text =
        judgement.text() + report.map(MostSimilar::line).orElse("") + "\nReport: " + folder.page();
    return judgement.passed()
        ? Outcome.ok(
            text, Map.of("report", folder.json().toString(), "page", folder.page().toString()))
        : Outcome.failed(ExitCode.GATE, text);
  }
}
