package io.github.diffusion4j.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fills a static field of type {@link ImageSet} with the pictures that a model was trained on, once
 * for all tests of the class. The same files at the same size are read once in a run.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface TrainingSet {
  /** A folder, an archive or whatever else {@link io.github.diffusion4j.data.DataSpec} names. */
  String value();

  /**
   * The share of these pictures that was kept out of training by the recipe's {@code
   * data.held-out}, and is left out here; {@link HeldOutSet#share} gives it.
   */
  double heldOut() default 0;
}
