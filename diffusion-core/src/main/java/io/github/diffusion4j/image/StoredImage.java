package io.github.diffusion4j.image;

/**
 * A picture as its file stores it.
 *
 * @param orientation how it is to be turned, 1 to 8 as in EXIF
 */
record StoredImage(Pixels pixels, int orientation) {
  static StoredImage upright(Pixels pixels) {
    return new StoredImage(pixels, Orientation.UPRIGHT);
  }
}
