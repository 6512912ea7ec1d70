package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.Detector.Gallery;
import io.github.diffusion4j.eval.detect.Detector.Match;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.replication.Calibration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures a calibration that is to be kept.
 *
 * @param detector what compares pictures
 * @param kinds of copies to plant
 * @param settings of which the confidence, the planted copies and their seed count
 */
public record CalibrationRun(Detector detector, List<Manipulation> kinds, CheckSettings settings) {
  /** By how much similarities of the same pictures may differ between machines. */
  static final double ROUNDING = 1e-3;

  private static final double DECIMALS = 1e8;
  private static final int PROBES = 20;

  /**
   * Compares held-out pictures with training pictures: all of them, or of more than {@link
   * SavedCalibration#MOST} every so many-th.
   *
   * @param toolkit version that measures
   * @throws EvaluationException if pictures cannot be described, differ in size, or all held-out
   *     ones are training pictures
   */
  public SavedCalibration of(Dataset training, Dataset heldOut, String toolkit) {
    PictureSets sets = new PictureSets(training, Optional.of(heldOut), heldOut);
    Gallery gallery = detector.gallery(sets.training());
    List<Double> similarities = similarities(gallery, heldOut);
    Calibration calibration =
        Calibration.of(
            similarities.stream().mapToDouble(Double::doubleValue).toArray(), detector.same());
    double threshold =
        calibration.threshold(0, settings.confidence(), detector.floor()).similarity();
    List<SavedCalibration.Planted> planted =
        new PlantedSensitivity(detector, kinds, settings)
                .measure(
                    new SearchRecall(gallery, settings.seed()), training, sets.heldOut(), threshold)
                .stream()
                .map(
                    each ->
                        new SavedCalibration.Planted(
                            each.kind(),
                            each.claimed(),
                            each.found().hits(),
                            each.found().samples()))
                .toList();
    return new SavedCalibration(
        SavedCalibration.FORMAT,
        toolkit,
        detector.identity(),
        detector.floor(),
        detector.same(),
        training.imageSize(),
        training.channels(),
        SavedCalibration.Pictures.of(training),
        SavedCalibration.Pictures.of(heldOut),
        CalibrationSummary.of(calibration, settings.confidence(), detector.floor()),
        planted,
        probe(detector, training),
        similarities);
  }

  /** Returns the similarities of held-out pictures, as they are kept. */
  static List<Double> similarities(Gallery gallery, Dataset heldOut) {
    return kept(gallery.nearest(spread(heldOut, SavedCalibration.MOST)));
  }

  /** Returns the similarities of a few training pictures among each other; none of a single one. */
  static List<Double> probe(Detector detector, Dataset training) {
    return training.size() < 2
        ? List.of()
        : kept(detector.gallery(spread(training, PROBES)).others());
  }

  private static List<Double> kept(Match[] matches) {
    return Arrays.stream(matches)
        .map(match -> roundedUp(match.similarity()))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Rounds up, so that no held-out picture lies above a threshold that it gives. */
  private static double roundedUp(double similarity) {
    if (Double.isNaN(similarity)) {
      throw new EvaluationException(
          "a picture's similarity is NaN; mend the descriptor before calibrating by it");
    }
    return Math.min(1, Math.ceil(similarity * DECIMALS) / DECIMALS);
  }

  private static Dataset spread(Dataset pictures, int most) {
    int size = pictures.size();
    return size <= most
        ? pictures
        : pictures.subset(
            IntStream.range(0, most).map(i -> (int) ((long) i * size / most)).toArray());
  }
}
