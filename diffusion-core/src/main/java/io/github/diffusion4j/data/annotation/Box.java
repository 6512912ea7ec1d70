package io.github.diffusion4j.data.annotation;

import java.util.Optional;

/**
 * A box of continuous pixel coordinates, without its right and lower edge: the whole picture is
 * {@code (0, 0, width, height)}.
 *
 * @param x0 left edge
 * @param y0 upper edge
 * @param x1 right edge, greater than {@code x0}
 * @param y1 lower edge, greater than {@code y0}
 */
public record Box(double x0, double y0, double x1, double y1) {
  /**
   * Checks the edges.
   *
   * @throws IllegalArgumentException if one is not finite, or the box has no area
   */
  public Box {
    if (!isBox(x0, y0, x1, y1)) {
      throw new IllegalArgumentException(
          "a box has finite edges, left before right and upper before lower, not x %s to %s and y %s to %s"
              .formatted(x0, x1, y0, y1));
    }
  }

  private static boolean isBox(double x0, double y0, double x1, double y1) {
    return x0 < x1
        && y0 < y1
        && Double.isFinite(x0)
        && Double.isFinite(y0)
        && Double.isFinite(x1)
        && Double.isFinite(y1);
  }

  /** Returns the box between the edges, or empty if they make none. */
  static Optional<Box> of(double x0, double y0, double x1, double y1) {
    return isBox(x0, y0, x1, y1) ? Optional.of(new Box(x0, y0, x1, y1)) : Optional.empty();
  }

  /** Returns the box that COCO writes as corner and size, or empty if it is none. */
  static Optional<Box> ofSize(double x, double y, double width, double height) {
    return of(x, y, x + width, y + height);
  }

  /**
   * Returns the box of the pixels from one to another, both in it and counted from 1, as in VOC.
   */
  static Optional<Box> ofPixels(double left, double top, double right, double bottom) {
    return of(left - 1, top - 1, right, bottom);
  }

  /** Returns the width in pixels. */
  public double width() {
    return x1 - x0;
  }

  /** Returns the height in pixels. */
  public double height() {
    return y1 - y0;
  }

  /** Returns width times height. */
  public double area() {
    return width() * height();
  }

  /** Returns the part within a picture, or empty if there is none. */
  public Optional<Box> clipped(int width, int height) {
    return of(Math.max(0, x0), Math.max(0, y0), Math.min(width, x1), Math.min(height, y1));
  }
}
