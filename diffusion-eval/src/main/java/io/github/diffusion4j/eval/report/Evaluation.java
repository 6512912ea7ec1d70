package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.ReplicationCheck;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.descriptor.Descriptor;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.quality.QualityMetric;
import io.github.diffusion4j.eval.quality.QualityTable;
import io.github.diffusion4j.eval.replication.Diagnostic;
import io.github.diffusion4j.eval.replication.Diagnostics;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

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
  private static final int SIDE = 16;

  /**
   * Returns the descriptor of quality that needs nothing: pixels, of at most 16 a side, because
   * distances among more say less.
   */
  public static Descriptor pixels(int imageSize, int channels) {
    return new PixelDescriptor(Math.min(SIDE, imageSize), channels);
  }

  /** What a run gives. */
  public record Outcome(EvaluationReport report, ReplicationResult replication) {}

  /**
   * Runs the evaluation.
   *
   * @param fingerprint of all that the numbers depend on
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if something makes numbers
   *     impossible; the message says what, and the way out
   */
  public Outcome run(PictureSets sets, String fingerprint) {
    progress.accept("looking for copies by " + detector.identity());
    ReplicationResult result =
        new ReplicationCheck(detector, Manipulation.all(), settings).run(sets);
    progress.accept("measuring quality by " + quality.identity());
    Features training = described(sets.training(), REAL);
    Features generated = described(sets.generated(), GENERATED);
    List<QualityMetric> metrics = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    if (sets.heldOut().isPresent()) {
      Features heldOut = described(sets.heldOut().get(), GENERATED);
      metrics.addAll(measure(heldOut, generated, "held-out"));
      progress.accept("running the published tests for copying");
      diagnostics.addAll(Diagnostics.of(training, heldOut, generated, settings.seed()));
    }
    metrics.addAll(
        measure(training.range(0, Math.min(training.size(), GENERATED)), generated, "training"));
    EvaluationReport report =
        new EvaluationReport(
            EvaluationReport.FORMAT,
            fingerprint,
            sets.training().imageSize(),
            sets.training().channels(),
            SetSummary.of(sets.training()),
            sets.heldOut().map(SetSummary::of).orElse(null),
            SetSummary.of(sets.generated()),
            settings,
            Replication.of(result),
            diagnostics,
            metrics);
    return new Outcome(report, result);
  }

  private List<QualityMetric> measure(Features real, Features generated, String against) {
    QualityTable table = QualityTable.standard();
    int least = 20;
    if (generated.size() < least || real.size() < least) {
      progress.accept("too few pictures for metrics of quality against " + against);
      return List.of();
    }
    return table.measure(real, generated, against, engine);
  }

  /** Describes every so many-th picture, so that no part of an ordered set is left out. */
  private Features described(Dataset pictures, int most) {
    int count = Math.min(pictures.size(), most);
    List<Image> images =
        IntStream.range(0, count)
            .mapToObj(i -> pictures.image((int) ((long) i * pictures.size() / count)))
            .toList();
    return quality.describe(images);
  }
}
