package io.github.diffusion4j.eval.junit;

import io.github.diffusion4j.eval.detect.DetectorSpec;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Makes a test class one that judges generated pictures: fills its {@link TrainingSet} and {@link
 * HeldOutSet} fields and its {@link Generated} parameters, runs its gates, and lets it call {@link
 * ImageAssertions}.
 *
 * <p>Classes with this annotation never run at the same time: what computes is native, and takes
 * all cores already. Other tests that open an engine can wait in the same queue by
 * {@code @ResourceLock(DiffusionEvaluation.NATIVE_WORK)}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(DiffusionEvaluationExtension.class)
@ResourceLock(DiffusionEvaluation.NATIVE_WORK)
public @interface DiffusionEvaluation {
  /** The resource that native work locks. */
  String NATIVE_WORK = "io.github.diffusion4j.eval.junit.native-work";

  /**
   * The configuration parameter, in {@code junit-platform.properties} or as a system property, that
   * names the folder for evidence; {@code target/diffusion-eval} unless given.
   */
  String DIRECTORY = "diffusion.eval.directory";

  /**
   * The pixels of a side to which pictures from files are cropped and resized, 1 to 2048. Pictures
   * drawn from a model keep the model's size, so that it is to be given here.
   */
  int imageSize() default 32;

  /**
   * The configuration parameter that names the folder for trained detectors; {@code
   * diffusion4j/descriptors} in the user's folder for caches unless given.
   */
  String DETECTOR_CACHE = "diffusion.eval.detectorCache";

  /**
   * What finds copies, unless an assertion says otherwise: {@code auto}, {@code pixels}, {@code
   * hash}, {@code network} or the path of a network of your own, as {@link DetectorSpec} has them.
   */
  String detector() default DetectorSpec.AUTO;

  /** What becomes of a test where neither PASS nor FAIL could be shown. */
  WhenInconclusive whenInconclusive() default WhenInconclusive.FAIL;

  /** Whether training pictures are made unrecognisable in the page of a report. */
  boolean redact() default false;
}
