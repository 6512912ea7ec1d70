package io.github.diffusion4j.data.annotation;

import java.util.Objects;
import java.util.Optional;

/**
 * One thing in a picture.
 *
 * @param label the index of its class, from 0
 * @param className the name of its class
 * @param box around it, within the picture
 * @param mask its pixels, in the frame of the picture; empty if they are not known
 * @param flags what else is said of it
 * @param area its pixels as its file tells, or the area of its box; scaled and cut off as its box
 */
public record AnnotatedObject(
    int label, String className, Box box, Optional<Mask> mask, Flags flags, double area) {
  /**
   * What else is said of an object.
   *
   * @param crowd it stands for many that are not told apart (COCO)
   * @param difficult it is hard to recognise (VOC)
   * @param truncated it goes on outside of its box (VOC)
   */
  public record Flags(boolean crowd, boolean difficult, boolean truncated) {
    /** Nothing. */
    public static final Flags NONE = new Flags(false, false, false);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if the label or area is negative, or the area not finite
   */
  public AnnotatedObject {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(box, "box");
    Objects.requireNonNull(mask, "mask");
    Objects.requireNonNull(flags, "flags");
    if (label < 0 || !(area >= 0 && area < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "label and area are 0 or more, not " + label + " and " + area);
    }
  }

  /** Returns the same with another mask. */
  AnnotatedObject withMask(Mask newMask) {
    return new AnnotatedObject(label, className, box, Optional.of(newMask), flags, area);
  }

  /** Returns the same under another index of its class. */
  AnnotatedObject withLabel(int newLabel) {
    return new AnnotatedObject(newLabel, className, box, mask, flags, area);
  }

  /** Returns it in another frame, or empty if there is nothing left of its box or its mask. */
  Optional<AnnotatedObject> transformed(Transform transform) {
    Optional<Mask> moved = mask.map(known -> known.transformed(transform));
    if (moved.isPresent() && moved.get().pixels().isEmpty()) {
      return Optional.empty();
    }
    return transform
        .box(box)
        .clipped(transform.width(), transform.height())
        .map(
            left ->
                new AnnotatedObject(
                    label, className, left, moved, flags, area * (left.area() / box.area())));
  }
}
