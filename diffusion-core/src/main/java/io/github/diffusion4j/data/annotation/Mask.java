package io.github.diffusion4j.data.annotation;

/** The pixels of an object in a frame, which is the picture or what became of it. Immutable. */
public sealed interface Mask permits Polygons, RunLengths, PixelMask {
  /** The most pixels of a frame, as many as a picture may have. */
  int MOST_PIXELS = 1 << 26;

  /** Returns the width of the frame in pixels. */
  int width();

  /** Returns the height of the frame in pixels. */
  int height();

  /** Returns which pixels of the frame belong to the mask. */
  PixelMask pixels();

  /**
   * Returns the mask in another frame. Polygons stay polygons; of others each new pixel is what the
   * old one is that its centre comes from.
   */
  Mask transformed(Transform transform);

  /**
   * Returns which pixels belong to the mask when the frame is stretched to a size.
   *
   * @throws IllegalArgumentException if a side is below 1, or they are too long
   */
  default PixelMask pixels(int newWidth, int newHeight) {
    return transformed(Transform.resizing(width(), height(), newWidth, newHeight)).pixels();
  }

  /**
   * Returns how many pixels a frame has.
   *
   * @throws IllegalArgumentException if a side is below 1, or they are more than {@link
   *     #MOST_PIXELS}
   */
  static int requireFrame(int width, int height) {
    if (!isFrame(width, height)) {
      throw new IllegalArgumentException(
          "the frame of a mask has 1 to %,d pixels, not %dx%d"
              .formatted(MOST_PIXELS, width, height));
    }
    return width * height;
  }

  /** Says whether a frame may have this size. */
  static boolean isFrame(long width, long height) {
    return width >= 1 && height >= 1 && width <= MOST_PIXELS && width * height <= MOST_PIXELS;
  }
}
