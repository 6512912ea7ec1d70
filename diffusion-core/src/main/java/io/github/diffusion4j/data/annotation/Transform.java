package io.github.diffusion4j.data.annotation;

import io.github.diffusion4j.image.Fit;
import io.github.diffusion4j.image.Placement;

/**
 * A way of one frame into another that keeps axes apart: {@code x' = scaleX * x + shiftX} and so
 * for y; a negative scale mirrors. What comes to lie outside of the new frame is cut off.
 *
 * @param scaleX finite and not 0
 * @param shiftX finite
 * @param scaleY finite and not 0
 * @param shiftY finite
 * @param width of the new frame in pixels, at least 1
 * @param height of the new frame in pixels, at least 1
 */
public record Transform(
    double scaleX, double shiftX, double scaleY, double shiftY, int width, int height) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Transform {
    if (!usable(scaleX, shiftX) || !usable(scaleY, shiftY) || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "scales are finite and not 0, shifts finite and sides at least 1, not x %s %s, y %s %s, %dx%d"
              .formatted(scaleX, shiftX, scaleY, shiftY, width, height));
    }
  }

  private static boolean usable(double scale, double shift) {
    return Double.isFinite(scale) && scale != 0 && Double.isFinite(shift);
  }

  /** Returns the one that changes nothing. */
  public static Transform identity(int width, int height) {
    return new Transform(1, 0, 1, 0, width, height);
  }

  /** Returns what fitting a picture of a size to a square does with its pixels. */
  public static Transform fitting(int width, int height, int size, Fit fit) {
    Placement place = Placement.of(width, height, size, fit);
    double scaleX = (double) place.width() / place.cropWidth();
    double scaleY = (double) place.height() / place.cropHeight();
    return new Transform(
        scaleX,
        place.left() - place.cropX() * scaleX,
        scaleY,
        place.top() - place.cropY() * scaleY,
        size,
        size);
  }

  /** Returns what stretches a frame to another size. */
  public static Transform resizing(int width, int height, int newWidth, int newHeight) {
    return new Transform(
        (double) newWidth / width, 0, (double) newHeight / height, 0, newWidth, newHeight);
  }

  /** Returns what cuts out a part of a frame that begins at (x, y); it may reach over the edges. */
  public static Transform cropping(int x, int y, int newWidth, int newHeight) {
    return new Transform(1, -x, 1, -y, newWidth, newHeight);
  }

  /** Returns what mirrors a frame, left to right. */
  public static Transform flipping(int width, int height) {
    return new Transform(-1, width, 1, 0, width, height);
  }

  /** Returns this and then another. */
  public Transform then(Transform next) {
    return new Transform(
        next.scaleX * scaleX,
        next.x(shiftX),
        next.scaleY * scaleY,
        next.y(shiftY),
        next.width,
        next.height);
  }

  /** Returns the way back into a frame of the given size. */
  public Transform inverse(int oldWidth, int oldHeight) {
    return new Transform(
        1 / scaleX, -shiftX / scaleX, 1 / scaleY, -shiftY / scaleY, oldWidth, oldHeight);
  }

  /** Returns where an x comes to lie. */
  public double x(double x) {
    return scaleX * x + shiftX;
  }

  /** Returns where a y comes to lie. */
  public double y(double y) {
    return scaleY * y + shiftY;
  }

  /** Returns where a box comes to lie, not cut off. */
  public Box box(Box box) {
    return new Box(
        Math.min(x(box.x0()), x(box.x1())),
        Math.min(y(box.y0()), y(box.y1())),
        Math.max(x(box.x0()), x(box.x1())),
        Math.max(y(box.y0()), y(box.y1())));
  }
}
