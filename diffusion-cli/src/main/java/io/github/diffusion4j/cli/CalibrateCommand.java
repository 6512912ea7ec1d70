package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.check.CalibrationFile;
import io.github.diffusion4j.eval.check.SavedCalibration;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures once how like training pictures held-out ones are, and keeps that. */
@Command(
    name = "calibrate",
    description = {
      "Measures how like training pictures held-out ones are, and writes it to --calibration: a file"
          + " for version control, by which 'evaluate' and 'check' judge without the held-out"
          + " pictures.",
      "Refuses in continuous integration (CI is set): a build must not move its own threshold."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CalibrateCommand implements Action {
  private final ContinuousIntegration ci;

  @Mixin private EvaluationOptions options;

  CalibrateCommand(Map<String, String> environment) {
    this.ci = new ContinuousIntegration(environment);
  }

  @Override
  public Outcome run(Session session) {
    Path file = options.calibration();
    ci.refuse("vouch for the pictures it calibrates on", file);
    SavedCalibration kept = new EvaluationRun(options, session).calibrate();
    CalibrationFile.write(file, kept);
    String planted =
        kept.sensitivity().stream()
            .filter(SavedCalibration.Planted::claimed)
            .map(each -> each.kind() + " " + each.found() + " of " + each.planted())
            .collect(Collectors.joining(", "));
    return Outcome.ok(
        "Calibrated %s: %s\n  planted copies found: %s\nCommit %s"
            .formatted(kept.detector(), kept.summary().sentence(), planted, file),
        Map.of("calibration", file.toString()));
  }
}
