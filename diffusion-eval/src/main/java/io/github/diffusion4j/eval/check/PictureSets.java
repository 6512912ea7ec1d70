package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Optional;

/**
 * The pictures of a check, all of one size and number of channels.
 *
 * @param training what the model was trained on
 * @param heldOut pictures of the same source that the model never saw, neither in training nor in
 *     choosing when to stop
 * @param generated what the model drew
 * @param calibration kept of held-out pictures, which need not be there then; where they are, it
 *     has to be theirs
 */
public record PictureSets(
    Dataset training,
    Optional<Dataset> heldOut,
    Dataset generated,
    Optional<SavedCalibration> calibration) {

  /**
   * Checks that the pictures are alike in size and mode.
   *
   * @throws EvaluationException if they are not
   */
  public PictureSets {
    requireLike("generated", generated, training);
    heldOut.ifPresent(pictures -> requireLike("held-out", pictures, training));
  }

  /** Takes pictures without a calibration that was kept. */
  public PictureSets(Dataset training, Optional<Dataset> heldOut, Dataset generated) {
    this(training, heldOut, generated, Optional.empty());
  }

  /** Returns the same pictures, to be judged by a calibration that was kept. */
  public PictureSets calibratedBy(SavedCalibration kept) {
    return new PictureSets(training, heldOut, generated, Optional.of(kept));
  }

  private static void requireLike(String what, Dataset pictures, Dataset training) {
    if (pictures.imageSize() != training.imageSize()
        || pictures.channels() != training.channels()) {
      throw new EvaluationException(
          "the %s pictures are %s and the training pictures %s; open both at one size and with as many channels"
              .formatted(what, shape(pictures), shape(training)));
    }
  }

  private static String shape(Dataset pictures) {
    int side = pictures.imageSize();
    return side + "x" + side + (pictures.channels() == 1 ? " grey" : " RGB");
  }
}
