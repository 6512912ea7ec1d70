package io.github.diffusion4j.eval.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Fails a test before it begins unless a metric of its {@link Generated} pictures lies, with all of
 * its interval, on the right side of a bound. On a class, for each test that has generated
 * pictures. May be there several times. Has the tag {@code diffusion-gate}.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(QualityGate.All.class)
@Tag("diffusion-gate")
public @interface QualityGate {
  /** The metric, such as {@code fd} or {@code precision}; see {@link ImageSetAssert#quality}. */
  String metric();

  /** The bound of a metric of which lower is better; give this or {@link #atLeast}. */
  double atMost() default Double.NaN;

  /** The bound of a metric of which higher is better; give this or {@link #atMost}. */
  double atLeast() default Double.NaN;

  /** Several of them. */
  @Documented
  @Inherited
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @Tag("diffusion-gate")
  @interface All {
    /** Returns them. */
    QualityGate[] value();
  }
}
