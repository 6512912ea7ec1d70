package io.github.diffusion4j.eval.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * The fields of a test class that hold sets, those of its super-classes included.
 *
 * @param <A> what they are annotated with
 */
final class SetFields<A extends Annotation> {
  private final Class<A> annotation;

  SetFields(Class<A> annotation) {
    this.annotation = annotation;
  }

  /**
   * Fills each field.
   *
   * @throws ExtensionConfigurationException naming the field, if it is not static, of another type,
   *     final, or its set cannot be opened
   */
  void fill(Class<?> test, Function<A, ImageSet> open) {
    for (Field field : of(test)) {
      requireFits(field);
      A wish = AnnotationSupport.findAnnotation(field, annotation).orElseThrow();
      try {
        set(field, open.apply(wish));
      } catch (RuntimeException unusable) {
        throw wrong(field, ": " + unusable.getMessage(), unusable);
      }
    }
  }

  /**
   * Returns the set of a test class, or of the class that it is nested in.
   *
   * @throws ExtensionConfigurationException if there are several
   */
  Optional<ImageSet> only(Class<?> test) {
    for (Class<?> owner = test; owner != null; owner = owner.getEnclosingClass()) {
      List<Field> fields = of(owner);
      if (fields.size() > 1) {
        throw new ExtensionConfigurationException(
            "%s has %d fields with @%s, and a gate cannot choose; assert with assertThatImages(...)"
                .formatted(owner.getName(), fields.size(), annotation.getSimpleName()));
      }
      if (!fields.isEmpty()) {
        return Optional.of(get(fields.get(0)));
      }
    }
    return Optional.empty();
  }

  private List<Field> of(Class<?> owner) {
    return new ArrayList<>(
        AnnotationSupport.findAnnotatedFields(
            owner, annotation, field -> true, HierarchyTraversalMode.TOP_DOWN));
  }

  private void requireFits(Field field) {
    if (!Modifier.isStatic(field.getModifiers())) {
      throw wrong(field, " is not static; a set is read once for all tests: make it static", null);
    }
    if (Modifier.isFinal(field.getModifiers())) {
      throw wrong(field, " is final and cannot be filled; leave final out", null);
    }
    if (field.getType() != ImageSet.class) {
      throw wrong(
          field, " is of type " + field.getType().getName() + "; declare it as ImageSet", null);
    }
  }

  private void set(Field field, ImageSet set) {
    try {
      field.setAccessible(true);
      field.set(null, set);
    } catch (IllegalAccessException | InaccessibleObjectException closed) {
      throw wrong(field, " cannot be reached; open its package to JUnit's tests", closed);
    }
  }

  private ImageSet get(Field field) {
    try {
      field.setAccessible(true);
      return (ImageSet) field.get(null);
    } catch (IllegalAccessException closed) {
      throw wrong(field, " cannot be reached; open its package to JUnit's tests", closed);
    }
  }

  private ExtensionConfigurationException wrong(Field field, String what, Throwable cause) {
    return new ExtensionConfigurationException(
        "@"
            + annotation.getSimpleName()
            + " field "
            + field.getDeclaringClass().getName()
            + "."
            + field.getName()
            + what,
        cause);
  }
}
