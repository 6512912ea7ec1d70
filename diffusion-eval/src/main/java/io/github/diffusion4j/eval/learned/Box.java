package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.tensor.RandomStream;

/** A part of a picture, in whole pixels. */
record Box(int x, int y, int width, int height) {

  /**
   * Draws a box anywhere inside a picture.
   *
   * @param area as a share of the picture's, above 0 to 1
   * @param ratio of width to height, as a multiple of the picture's
   */
  static Box anywhere(RandomStream random, PlanarPicture in, double area, double ratio) {
    int width = side(in.width(), Math.sqrt(area * ratio));
    int height = side(in.height(), Math.sqrt(area / ratio));
    return new Box(
        random.nextInt(in.width() - width + 1),
        random.nextInt(in.height() - height + 1),
        width,
        height);
  }

  private static int side(int whole, double share) {
    return (int) Math.max(1, Math.min(whole, Math.round(whole * share)));
  }

  boolean hasRow(int row) {
    return row >= y && row < y + height;
  }
}
