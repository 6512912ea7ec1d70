package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.ReplicationCheck;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.descriptor.TiledDiagnostics;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.quality.GaussianStatistics;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityTable;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.eval.replication.Diagnostics;
import io.github.diffusion4j.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Measures everything there is to measure of generated pictures: do they copy, and are they good?
 *
 * @param detector what finds copies
 * @param quality what describes pictures for the metrics of quality and the diagnostics
 * @param settings of the check
 * @param engine what computes
 * @param progress is told what is done next
 */
public record Evaluation(
    Detector detector,
    Descriptor quality,
    CheckSettings settings,
    Engine engine,
    Consumer<String> progress) {
  /** Pictures that the metrics of quality and the diagnostics look at, at most. */
  private static final int GENERATED = 2_000;

  private static final int REAL = 10_000;
  private static final int LEAST = 20;
  private static final int SIDE = 16;

  /**
   * Returns the descriptor of quality that needs nothing: pixels, of at most 16 a side, because
   * distances among more say less.
   */
  public static Descriptor pixels(int imageSize, int channels) {
    return new PixelDescriptor(Math.min(SIDE, imageSize), channels);
  }

  /**
   * What a run gives.
   *
   * @param generated what {@link Evaluation#quality} made of the generated pictures
   */
  public record Outcome(
      EvaluationReport report, ReplicationResult replication, Features generated) {}

  /**
   * Runs the evaluation.
   *
   * @param fingerprint of all that the numbers depend on
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if something makes numbers
   *     impossible; the message says what, and the way out
   */
  public Outcome run(PictureSets sets, String fingerprint) {
    return run(sets, Optional.empty(), fingerprint);
  }

  /**
   * Runs the evaluation, and also measures the Fréchet distance from pictures of which there are
   * statistics only.
   *
   * @param reference their statistics, by {@link #quality}
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if something makes numbers
   *     impossible; the message says what, and the way out
   */
  public Outcome run(PictureSets sets, Optional<GaussianStatistics> reference, String fingerprint) {
    progress.accept("looking for copies by " + detector.identity());
    ReplicationResult result =
        new ReplicationCheck(detector, Manipulation.all(), settings).run(sets);
    progress.accept("measuring quality by " + quality.identity());
    Described training = Described.of(sets.training(), REAL, quality);
    Described generated = Described.of(sets.generated(), GENERATED, quality);
    List<QualityMetric> metrics = new ArrayList<>();
    Optional<Described> heldOut =
        sets.heldOut().map(pictures -> Described.of(pictures, GENERATED, quality));
    heldOut.ifPresent(real -> metrics.addAll(measure(real, generated, "held-out")));
    metrics.addAll(measure(training.some(GENERATED), generated, "training"));
    if (reference.isPresent() && enough(generated, "reference statistics")) {
      metrics.addAll(
          QualityTable.standard()
              .measure(reference.get(), generated.features(), "reference", engine));
    }
    progress.accept("running the published tests for copying");
    List<Diagnostic> diagnostics = diagnostics(training, heldOut, generated);
    EvaluationReport report =
        new EvaluationReport(
            EvaluationReport.FORMAT,
            fingerprint,
            sets.training().imageSize(),
            sets.training().channels(),
            SetSummary.of(sets.training()),
            calibrating(sets),
            SetSummary.of(sets.generated()),
            settings,
            Replication.of(result),
            diagnostics,
            DatasetSimilarity.of(generated.features(), training.features()).orElse(null),
            metrics);
    return new Outcome(report, result, generated.features());
  }

  private static SetSummary calibrating(PictureSets sets) {
    return sets.calibration()
        .map(SetSummary::of)
        .orElseGet(() -> sets.heldOut().map(SetSummary::of).orElse(null));
  }

  private List<Diagnostic> diagnostics(
      Described training, Optional<Described> heldOut, Described generated) {
    List<Diagnostic> all = new ArrayList<>();
    heldOut.ifPresent(
        real ->
            all.addAll(
                Diagnostics.of(
                    training.features(), real.features(), generated.features(), settings.seed())));
    boolean directions =
        generated.features().haveDirections() && training.features().haveDirections();
    if (directions) {
      all.addAll(
          new MatchedSimplicity(training)
              .of(generated, heldOut.filter(real -> real.features().haveDirections())));
    }
    if (quality instanceof PixelDescriptor pixels) {
      TiledDiagnostics tiled = new TiledDiagnostics(pixels);
      if (tiled.suits()) {
        all.addAll(tiled.of(training.features(), heldOut.map(Described::drawn), generated.drawn()));
      }
    }
    return all;
  }

  private List<QualityMetric> measure(Described real, Described generated, String against) {
    if (!enough(real, against) || !enough(generated, against)) {
      return List.of();
    }
    QualityTable table = QualityTable.standard();
    List<QualityMetric> all =
        new ArrayList<>(table.measure(real.features(), generated.features(), against, engine));
    all.addAll(table.measure(real.pictures(), generated.pictures(), against));
    return all;
  }

  private boolean enough(Described pictures, String against) {
    boolean enough = pictures.features().size() >= LEAST;
    if (!enough) {
      progress.accept("too few pictures for metrics of quality against " + against);
    }
    return enough;
  }
}
