package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.PictureSets;
import io.github.diffusion4j.eval.check.SavedCalibration;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Optional;

/** Which pictures play which part, and what compares them. */
record Roles(
    ImageSet generated,
    Optional<ImageSet> training,
    Optional<ImageSet> heldOut,
    Optional<DetectorSpec> detector,
    Optional<SavedCalibration> calibration) {

  /** Takes pictures to judge, of which nothing else is known yet. */
  static Roles of(ImageSet generated) {
    return new Roles(
        generated, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Returns the pictures, all in the channels of the training pictures.
   *
   * @throws EvaluationException if there are no training pictures, or sizes differ
   */
  PictureSets sets() {
    Dataset base = knownTraining().pictures();
    int channels = base.channels();
    try {
      return new PictureSets(
          base,
          heldOut.map(set -> InChannels.of(set.pictures(), channels)),
          InChannels.of(generated.pictures(), channels),
          calibration);
    } catch (EvaluationException unlike) {
      throw new EvaluationException(
          unlike.getMessage()
              + " (imageSize of @DiffusionEvaluation is the size of pictures from files; those of"
              + " a model have the model's)");
    }
  }

  Roles against(ImageSet other) {
    return new Roles(generated, Optional.of(other), heldOut, detector, calibration);
  }

  Roles calibratedOn(ImageSet other) {
    return new Roles(generated, training, Optional.of(other), detector, calibration);
  }

  Roles calibratedBy(SavedCalibration kept) {
    return new Roles(generated, training, heldOut, detector, Optional.of(kept));
  }

  Roles detectedBy(DetectorSpec other) {
    return new Roles(generated, training, heldOut, Optional.of(other), calibration);
  }

  ImageSet knownTraining() {
    return training.orElseThrow(
        () ->
            new EvaluationException(
                "there are no training pictures to compare "
                    + generated.name()
                    + " with; name them by against(...), or by a @TrainingSet field for a gate"));
  }

  /** Names the pictures; how copies among them are found does not matter here. */
  String identity() {
    return String.join(
        "\n",
        generated.identity(),
        knownTraining().identity(),
        heldOut.map(ImageSet::identity).orElse("nothing held out"));
  }
}
