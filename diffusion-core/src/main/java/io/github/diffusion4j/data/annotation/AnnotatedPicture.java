package io.github.diffusion4j.data.annotation;

import io.github.diffusion4j.image.Fit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * What is to be seen in a picture. It is changed as the picture is: {@link #fitted}, {@link
 * #resized}, {@link #cropped}, {@link #flipped} answer to what is done to the pixels. Objects of
 * which nothing is left then are left out.
 *
 * @param id the number that the picture has in its file, or its place where files give none
 * @param name of the picture's file, its path inside the folder of pictures
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param fromFile leads from the pixels of the file to those here
 * @param objects in the order of the file
 */
public record AnnotatedPicture(
    long id,
    String name,
    int width,
    int height,
    Transform fromFile,
    List<AnnotatedObject> objects) {
  /**
   * Checks that all belongs to one frame.
   *
   * @throws IllegalArgumentException if the way from the file ends in another frame, a box leaves
   *     the picture, or a mask is of another size
   */
  public AnnotatedPicture {
    Objects.requireNonNull(name, "name");
    objects = List.copyOf(objects);
    if (fromFile.width() != width || fromFile.height() != height) {
      throw new IllegalArgumentException(
          "the picture is %dx%d, but the way from its file ends in %dx%d"
              .formatted(width, height, fromFile.width(), fromFile.height()));
    }
    for (AnnotatedObject object : objects) {
      if (!object.box().clipped(width, height).equals(Optional.of(object.box()))) {
        throw new IllegalArgumentException(
            object.box() + " leaves the picture of " + width + "x" + height);
      }
      object.mask().ifPresent(mask -> requireSize(mask, width, height));
    }
  }

  /** Makes one of a picture as it is in its file. */
  public AnnotatedPicture(
      long id, String name, int width, int height, List<AnnotatedObject> objects) {
    this(id, name, width, height, Transform.identity(width, height), objects);
  }

  private static void requireSize(Mask mask, int width, int height) {
    if (mask.width() != width || mask.height() != height) {
      throw new IllegalArgumentException(
          mask + " does not belong to a picture of " + width + "x" + height);
    }
  }

  /** Returns what is to be seen when the picture is fitted to a square. */
  public AnnotatedPicture fitted(int size, Fit fit) {
    return transformed(Transform.fitting(width, height, size, fit));
  }

  /** Returns what is to be seen when the picture is stretched to another size. */
  public AnnotatedPicture resized(int newWidth, int newHeight) {
    return transformed(Transform.resizing(width, height, newWidth, newHeight));
  }

  /** Returns what is to be seen in the part of the picture that begins at (x, y). */
  public AnnotatedPicture cropped(int x, int y, int newWidth, int newHeight) {
    return transformed(Transform.cropping(x, y, newWidth, newHeight));
  }

  /** Returns what is to be seen when the picture is mirrored, left to right. */
  public AnnotatedPicture flipped() {
    return transformed(Transform.flipping(width, height));
  }

  /** Returns what is to be seen in another frame. */
  public AnnotatedPicture transformed(Transform transform) {
    return new AnnotatedPicture(
        id,
        name,
        transform.width(),
        transform.height(),
        fromFile.then(transform),
        objects.stream().flatMap(object -> object.transformed(transform).stream()).toList());
  }

  /** Returns the same with the classes of the objects under other indices. */
  public AnnotatedPicture relabelled(IntUnaryOperator labels) {
    return withObjects(
        objects.stream()
            .map(object -> object.withLabel(labels.applyAsInt(object.label())))
            .toList());
  }

  AnnotatedPicture withObjects(List<AnnotatedObject> others) {
    return new AnnotatedPicture(id, name, width, height, fromFile, others);
  }
}
