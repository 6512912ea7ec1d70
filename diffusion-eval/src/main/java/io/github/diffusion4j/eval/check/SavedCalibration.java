package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.replication.Calibration;
import java.util.List;

/**
 * How similar held-out pictures are to the training pictures, measured once and kept under version
 * control, so that generated pictures can be judged where the held-out ones are not.
 *
 * <p>A threshold and p-values are worked out anew from the similarities in every run, for the
 * confidence and the rate of false positives asked for; what else is written here is for people, or
 * to find out that the file is of other pictures or another detector.
 *
 * @param format {@link #FORMAT}
 * @param toolkit version that measured; for people
 * @param detector what compared the pictures
 * @param floor of the detector, see {@link Detector#floor}
 * @param same of the detector, see {@link Detector#same}
 * @param imageSize pixels a side at which the pictures were compared
 * @param channels 1 or 3
 * @param training the pictures that were searched
 * @param heldOut the pictures that were compared with them
 * @param summary what follows from the similarities
 * @param sensitivity by kind of planted copy, at the threshold without false positives; every run
 *     measures it again
 * @param probe similarities of a few training pictures among each other: whoever compares pictures
 *     otherwise gets others
 * @param similarities of each held-out picture with its most similar training picture, duplicates
 *     among them, the largest first, rounded up
 */
public record SavedCalibration(
    String format,
    String toolkit,
    DescriptorIdentity detector,
    double floor,
    double same,
    int imageSize,
    int channels,
    Pictures training,
    Pictures heldOut,
    CalibrationSummary summary,
    List<Planted> sensitivity,
    List<Double> probe,
    List<Double> similarities) {
  /** The only format there is. */
  public static final String FORMAT = "diffusion4j-calibration-1";

  /** Held-out pictures that are compared, at most: more would make the file a large one. */
  public static final int MOST = 5_000;

  /**
   * Which pictures they were.
   *
   * @param pictures how many
   * @param digest of all that they were made of
   */
  public record Pictures(int pictures, String digest) {
    /**
     * Checks both.
     *
     * @throws EvaluationException if there are none, or the digest is none
     */
    public Pictures {
      require(pictures >= 1, "it is of %d pictures", pictures);
      require(
          digest != null && digest.matches("[0-9a-f]{64}"),
          "'%s' is no digest of 64 lower-case hexadecimal digits",
          digest);
    }

    static Pictures of(Dataset set) {
      return new Pictures(set.size(), set.manifest().digest());
    }
  }

  /**
   * How many planted copies of a kind the detector found.
   *
   * @param kind how they were made
   * @param claimed whether the detector is to see this kind
   * @param found how many, of
   * @param planted as many
   */
  public record Planted(String kind, boolean claimed, long found, long planted) {
    /**
     * Checks the counts.
     *
     * @throws EvaluationException if more were found than planted, or a number is below 0
     */
    public Planted {
      require(kind != null, "a kind of planted copies has no name");
      require(found >= 0 && found <= planted, "%d of %d planted copies are found", found, planted);
    }
  }

  /**
   * Checks everything that can be checked without the pictures.
   *
   * @throws EvaluationException if something is missing or out of its range, or the summary is not
   *     what the similarities give; the message is a clause
   */
  public SavedCalibration {
    require(
        toolkit != null
            && detector != null
            && training != null
            && heldOut != null
            && summary != null
            && sensitivity != null
            && probe != null
            && similarities != null,
        "it is not whole");
    require(
        Double.isFinite(floor) && Double.isFinite(same) && floor <= 1 && same <= 1,
        "the detector's floor is %s, and the same picture begins at %s",
        floor,
        same);
    require(imageSize >= 1, "the image size is %d", imageSize);
    require(channels == 1 || channels == 3, "there are %d channels", channels);
    require(
        similarities.size() == Math.min(MOST, heldOut.pictures()),
        "%d similarities are of %d held-out pictures",
        similarities.size(),
        heldOut.pictures());
    sensitivity = List.copyOf(sensitivity);
    probe = List.copyOf(checked(probe));
    similarities = List.copyOf(checked(similarities));
    for (int i = 1; i < similarities.size(); i++) {
      require(
          similarities.get(i - 1) >= similarities.get(i),
          "similarity %s comes before %s, and the largest is to be the first",
          similarities.get(i - 1),
          similarities.get(i));
    }
    CalibrationSummary given =
        CalibrationSummary.of(calibration(similarities, same), summary.confidence(), floor);
    require(
        given.isNear(summary),
        "its similarities give %s, and it says %s",
        given.sentence(),
        summary.sentence());
  }

  private static List<Double> checked(List<Double> similarities) {
    for (Double each : similarities) {
      require(
          each != null && Double.isFinite(each) && each <= 1,
          "a similarity is %s; it is a number of at most 1",
          each);
    }
    return similarities;
  }

  private static Calibration calibration(List<Double> similarities, double same) {
    return Calibration.of(similarities.stream().mapToDouble(Double::doubleValue).toArray(), same);
  }

  /** Returns the similarities, the largest first. */
  double[] values() {
    return similarities.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the sentence that a report has in the place of a description of pictures. */
  public String description() {
    return "calibration kept of %,d held-out pictures".formatted(similarities.size());
  }

  /**
   * Refuses to be used for what it was not made for.
   *
   * @throws EvaluationException if the detector is another one or compares otherwise, or the
   *     training pictures are others or of another size
   */
  void requireFits(Detector by, Dataset pictures) {
    requireSame("compares by", detector, by.identity());
    requireSame("has its floor at", floor, by.floor());
    requireSame("takes pictures for the same from", same, by.same());
    requireSame("is of pictures with a side of", imageSize, pictures.imageSize());
    requireSame("is of pictures with channels", channels, pictures.channels());
    requireSame("is of training pictures", training, Pictures.of(pictures));
    requireNear("training pictures among each other", probe, CalibrationRun.probe(by, pictures));
  }

  /**
   * Refuses held-out pictures that it was not made of.
   *
   * @param measured their similarities, the largest first
   * @throws EvaluationException if they are others
   */
  void requireSame(Dataset pictures, List<Double> measured) {
    requireSame("is of held-out pictures", heldOut, Pictures.of(pictures));
    requireNear("held-out pictures", similarities, measured);
  }

  private static void requireSame(String what, Object kept, Object here) {
    if (!kept.equals(here)) {
      throw new EvaluationException(
          "the calibration %s %s, and here it is %s; calibrate again, or name another calibration"
              .formatted(what, kept, here));
    }
  }

  /** Other processors and engines round otherwise, but not so much. */
  private static void requireNear(String of, List<Double> kept, List<Double> here) {
    for (int i = 0; i < Math.max(kept.size(), here.size()); i++) {
      Double then = i < kept.size() ? kept.get(i) : null;
      Double now = i < here.size() ? here.get(i) : null;
      if (then == null || now == null || !(Math.abs(then - now) <= CalibrationRun.ROUNDING)) {
        throw new EvaluationException(
            "the calibration has similarity %s of %s where %s is measured now: pictures are read or compared otherwise than when it was made; calibrate again"
                .formatted(then, of, now));
      }
    }
  }

  static void require(boolean fits, String otherwise, Object... values) {
    if (!fits) {
      throw new EvaluationException(otherwise.formatted(values));
    }
  }
}
