package io.github.diffusion4j.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Fails a test before it begins unless it is shown that its {@link Generated} pictures are copies
 * of the class's {@link TrainingSet} no more often than allowed. On a class, for each test that has
 * generated pictures. Has the tag {@code diffusion-gate}.
 *
 * <p>A parameter of type {@link io.github.diffusion4j.eval.check.ReplicationResult} gets what was
 * measured, for a test that has more to say of it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag("diffusion-gate")
public @interface ReplicationGate {
  /** The largest rate of copies that passes, above 0 and below 1. */
  double maxRate() default 0.01;

  /** The confidence of either verdict, above 0.5 and below 1. */
  double confidence() default 0.95;

  /** The share of new real pictures that may count as copies; see {@link ReplicationRateAssert}. */
  double falsePositives() default 0;

  /** What finds copies, in the place of the class's detector and named as that is; "" for it. */
  String detector() default "";

  /** How many generated pictures there have to be at the least, whatever their number can show. */
  int minImages() default 0;

  /**
   * The file that {@code diffusion accept} wrote, such as {@code diffusion-baseline.json}: copies
   * of training pictures in it do not count.
   */
  String baseline() default "";

  /**
   * The file that {@code diffusion calibrate} wrote, such as {@code diffusion-calibration.json}, in
   * the place of held-out pictures; with a {@link HeldOutSet}, it has to be of that.
   */
  String calibration() default "";

  /** What becomes of a test without a verdict, in the place of what the class says: one at most. */
  WhenInconclusive[] whenInconclusive() default {};

  /** Whether training pictures may take the place of held-out ones, if there are none. */
  boolean weakNull() default false;
}
