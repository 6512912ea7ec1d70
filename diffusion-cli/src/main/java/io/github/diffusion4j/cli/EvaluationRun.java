package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CalibrationRun;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.SavedCalibration;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.DetectorSetting;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.gate.Judge;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.quality.GaussianStatistics;
import io.github.diffusion4j.eval.quality.StatisticsFile;
import io.github.diffusion4j.eval.report.Evaluation;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.ReportFile;
import io.github.diffusion4j.eval.report.ReportPage;
import io.github.diffusion4j.store.AtomicFiles;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** Evaluates pictures, unless a report of the very same is there already. */
final class EvaluationRun {
  private static final int STAGES = 3;

  private final EvaluationOptions options;
  private final Session session;
  private int stage;

  EvaluationRun(EvaluationOptions options, Session session) {
    this.options = options;
    this.session = session;
  }

  /**
   * A report, and whether it was there before.
   *
   * @param report of exactly these pictures and settings
   */
  record Result(EvaluationReport report, boolean upToDate) {}

  /** Evaluates if need be. */
  Result run() {
    String fingerprint = options.fingerprint();
    if (Files.isRegularFile(options.folder().json())) {
      try {
        EvaluationReport earlier = ReportFile.read(options.folder().json());
        boolean same = earlier.fingerprint().equals(fingerprint);
        if (same && Judge.contradiction(earlier, options.settings()).isEmpty()) {
          return new Result(earlier, !repairPage(earlier));
        }
      } catch (EvaluationException unusable) {
        session.progress().note(unusable.getMessage());
      }
    }
    return new Result(evaluate(fingerprint), false);
  }

  /**
   * Makes the page again if there is none of this report, or if it shows training pictures that it
   * should not.
   *
   * @return whether it was made
   * @throws EvaluationException if the report is of other pictures
   */
  boolean repairPage(EvaluationReport report) {
    boolean missing = !ReportPage.isAt(options.folder().page(), report, options.redact());
    if (missing) {
      writePage(report, options.open());
    }
    return missing;
  }

  private EvaluationReport evaluate(String fingerprint) {
    PictureSets sets = options.open();
    options.requireStill(fingerprint);
    try (Engine engine = session.openEngine(EngineSpec.standard())) {
      EvaluationReport report =
          options
              .detector()
              .with(
                  setting(sets.training(), sets.heldOut(), engine),
                  detector -> evaluate(sets, searching(detector), engine, fingerprint));
      writePage(report, sets);
      ReportFile.write(options.folder().json(), report);
      return report;
    }
  }

  private EvaluationReport evaluate(
      PictureSets sets, Detector detector, Engine engine, String fingerprint) {
    Evaluation evaluation =
        new Evaluation(
            detector,
            Evaluation.pixels(sets.training().imageSize(), sets.training().channels()),
            options.settings(),
            engine,
            line -> session.progress().step(line, stage++, STAGES));
    Evaluation.Outcome outcome =
        evaluation.run(sets, options.statistics(evaluation.quality().identity()), fingerprint);
    if (outcome.generated().size() > 1) {
      StatisticsFile.write(
          options.folder().statistics(), GaussianStatistics.of(outcome.generated(), engine));
    }
    return outcome.report();
  }

  /** Measures a calibration to keep. */
  SavedCalibration calibrate() {
    PictureOptions pictures = options.pictures();
    int side = options.asked().imageSize();
    Dataset training = pictures.training(side);
    Dataset heldOut =
        pictures
            .heldOut(side, training.channels())
            .orElseThrow(
                () ->
                    new UserError(
                        "there are no held-out pictures to calibrate on; name them by --held-out or"
                            + " --held-out-share"));
    try (Engine engine = session.openEngine(EngineSpec.standard())) {
      return options
          .detector()
          .with(
              setting(training, Optional.of(heldOut), engine),
              detector -> {
                session.progress().step("comparing held-out with training pictures", 0, 1);
                return new CalibrationRun(detector, Manipulation.all(), options.settings())
                    .of(training, heldOut, Version.current());
              });
    }
  }

  private DetectorSetting setting(Dataset training, Optional<Dataset> heldOut, Engine engine) {
    return new DetectorSetting(
        training, heldOut, engine, options.detectorCache(), new DetectorTraining(session));
  }

  private Detector searching(Detector detector) {
    if (!options.approximate()) {
      return detector;
    }
    return detector
        .approximate()
        .orElseThrow(
            () ->
                new UserError(
                    "--approximate is given, and "
                        + detector.identity()
                        + " has an exact search only; leave it out"));
  }

  private void writePage(EvaluationReport report, PictureSets sets) {
    String page = ReportPage.of(report, sets, options.redact(), options.provenance());
    AtomicFiles.write(options.folder().page(), page.getBytes(StandardCharsets.UTF_8));
  }
}
