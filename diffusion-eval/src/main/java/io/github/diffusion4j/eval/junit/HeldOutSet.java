package io.github.diffusion4j.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fills a static field of type {@link ImageSet} with pictures of the same source as the training
 * pictures that the model never saw: they say how like a training picture a new one may be.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface HeldOutSet {
  /** A folder, an archive or whatever else {@link io.github.diffusion4j.data.DataSpec} names. */
  String value();

  /**
   * Above 0, takes only the share that {@link TrainingSet#heldOut} leaves out of the same files.
   */
  double share() default 0;
}
