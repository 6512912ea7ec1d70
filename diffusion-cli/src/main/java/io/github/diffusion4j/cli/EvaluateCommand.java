package io.github.diffusion4j.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures generated pictures, and judges nothing. */
@Command(
    name = "evaluate",
    description = {
      "Measures generated pictures beside the training pictures: do they copy, and are they good?",
      "Writes report.json and report.html; 'diffusion check' judges."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class EvaluateCommand implements Action {
  @Mixin private EvaluationOptions options;

  @Override
  public Outcome run(Session session) {
    EvaluationRun.Result result = new EvaluationRun(options, session).run();
    Map<String, String> outputs =
        Map.of("report", options.json().toString(), "page", options.page().toString());
    String sentence = Judgement.sentence(result.report()) + "\nReport: " + options.page();
    return result.upToDate() ? Outcome.upToDate(sentence, outputs) : Outcome.ok(sentence, outputs);
  }
}
