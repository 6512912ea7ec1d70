package io.github.diffusion4j.image;

/**
 * Where a picture comes to lie when it is fitted to a square: a part of it is cut out, resized, and
 * put into the square.
 *
 * @param cropX left edge of the part
 * @param cropY upper edge of the part
 * @param cropWidth of the part
 * @param cropHeight of the part
 * @param left where the part begins in the square
 * @param top where the part begins in the square
 * @param width of the resized part
 * @param height of the resized part
 */
public record Placement(
    int cropX, int cropY, int cropWidth, int cropHeight, int left, int top, int width, int height) {
  /**
   * Returns the place of a picture of a size.
   *
   * @param size the side of the square
   * @throws IllegalArgumentException if the size is below 1
   */
  public static Placement of(int width, int height, int size, Fit fit) {
    if (size < 1) {
      throw new IllegalArgumentException("the size to fit to is at least 1 pixel, not " + size);
    }
    return switch (fit) {
      case CROP -> {
        int side = Math.min(width, height);
        yield new Placement((width - side) / 2, (height - side) / 2, side, side, 0, 0, size, size);
      }
      case PAD -> {
        double scale = Math.min(1, (double) size / Math.max(width, height));
        int newWidth = (int) Math.max(1, Math.round(width * scale));
        int newHeight = (int) Math.max(1, Math.round(height * scale));
        yield new Placement(
            0,
            0,
            width,
            height,
            (size - newWidth) / 2,
            (size - newHeight) / 2,
            newWidth,
            newHeight);
      }
    };
  }
}
