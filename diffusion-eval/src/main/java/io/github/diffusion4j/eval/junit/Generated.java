package io.github.diffusion4j.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a test's parameter of type {@link ImageSet} the pictures to judge: those in a folder,
 * whoever made them, or new ones drawn from a model. What was drawn once in a run, with the same
 * model, number and seed, is not drawn again.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Generated {
  /** A folder or archive of pictures; give this or {@link #model}. */
  String value() default "";

  /**
   * The folder of a model, to draw from as its recipe says: sampler, steps, guidance, batch size;
   * classes take turns.
   */
  String model() default "";

  /**
   * How many pictures, 1 or more. To be given with a model; of a folder with more, the first ones
   * are taken, and all unless given.
   */
  int count() default -1;

  /** The seed of a model's noise. */
  long seed() default 1;
}
