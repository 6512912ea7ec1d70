package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.CalibrationFile;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.DetectorSpec;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Generated pictures, and what they are compared with. Immutable: every call returns a new one, so
 * that several questions can be asked of the same pictures.
 */
public final class ImageSetAssert {
  private final Judge judge;
  private final TestRun.Question question;
  private final Roles roles;
  private final WhenInconclusive whenInconclusive;

  private ImageSetAssert(
      Judge judge, TestRun.Question question, Roles roles, WhenInconclusive whenInconclusive) {
    this.judge = judge;
    this.question = question;
    this.roles = roles;
    this.whenInconclusive = whenInconclusive;
  }

  static ImageSetAssert of(Judge judge, ImageSet generated) {
    Objects.requireNonNull(generated, "generated pictures");
    TestRun run = judge.run();
    return new ImageSetAssert(
        judge,
        run.ask("assertThatImages(...) of " + generated.name()),
        Roles.of(generated),
        run.settings().whenInconclusive());
  }

  private ImageSetAssert with(Roles other) {
    return new ImageSetAssert(judge, question, other, whenInconclusive);
  }

  /** Names the pictures that may have been copied: what the model was trained on. */
  public ImageSetAssert against(ImageSet training) {
    Objects.requireNonNull(training, "training pictures: is the field annotated @TrainingSet?");
    return with(roles.against(training));
  }

  /** Names the pictures that may have been copied, which the test brings itself. */
  public ImageSetAssert against(Dataset training) {
    return against(ImageSet.of(training));
  }

  /**
   * Names pictures of the same source that the model never saw: they say how like a training
   * picture a new one may be.
   */
  public ImageSetAssert calibratedOn(ImageSet heldOut) {
    Objects.requireNonNull(heldOut, "held-out pictures: is the field annotated @HeldOutSet?");
    return with(roles.calibratedOn(heldOut));
  }

  /** Names pictures that the model never saw, which the test brings itself. */
  public ImageSetAssert calibratedOn(Dataset heldOut) {
    return calibratedOn(ImageSet.of(heldOut));
  }

  /**
   * Names the file that {@code diffusion calibrate} wrote of held-out pictures, in their place;
   * where they are named as well, it has to be theirs.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if there is none, or it is
   *     broken
   */
  public ImageSetAssert calibratedBy(Path calibration) {
    return with(roles.calibratedBy(CalibrationFile.read(calibration)));
  }

  /** Names what finds copies, in the place of the class's detector. */
  public ImageSetAssert detectedBy(Detector detector) {
    return detectedBy(new DetectorSpec.Ready(detector));
  }

  /**
   * Names what finds copies, as the class's attribute does.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if there is no such detector
   */
  public ImageSetAssert detectedBy(String detector) {
    return detectedBy(DetectorSpec.parse(detector));
  }

  private ImageSetAssert detectedBy(DetectorSpec detector) {
    return with(roles.detectedBy(detector));
  }

  /** Says what becomes of the test if neither PASS nor FAIL can be shown. */
  public ImageSetAssert whenInconclusive(WhenInconclusive then) {
    return new ImageSetAssert(judge, question, roles, then);
  }

  /** Asks how often they are copies. */
  public ReplicationRateAssert replicationRate() {
    question.answered();
    return ReplicationRateAssert.of(
        judge,
        judge.run().ask("replicationRate() of " + roles.generated().name()),
        roles,
        whenInconclusive);
  }

  /**
   * Asks how good they are by a metric: against the held-out pictures if there are any, else
   * against the training pictures. The number is followed by an interval.
   *
   * @param metric {@code fd} (Fréchet distance), {@code kid}, {@code precision}, {@code recall},
   *     {@code density}, {@code coverage} or {@code vendi-ratio}, or one of these as reports name
   *     it, with descriptor and number of pictures, such as {@code fd-pixels-1k}
   */
  public QualityAssert quality(String metric) {
    question.answered();
    return new QualityAssert(
        judge,
        judge.run().ask("quality(\"" + metric + "\") of " + roles.generated().name()),
        roles,
        metric,
        whenInconclusive);
  }
}
