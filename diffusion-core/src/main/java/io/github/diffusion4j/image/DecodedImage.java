package io.github.diffusion4j.image;

/**
 * A picture and what its file said of it.
 *
 * @param pixels the picture at the file's depth, turned upright, without alpha: 1 channel or 3
 * @param format the file format: PNG, JPEG, GIF, BMP, TIFF, PNM or WEBP
 * @param mode "grey" or "RGB" (by what the pixels are, not by how they are stored), with "+alpha"
 *     if any pixel was transparent and " 16-bit" if samples have 16 bits
 */
public record DecodedImage(Pixels pixels, String format, String mode) {

  /** Returns the picture rounded to 8 bits. */
  public Image image() {
    return pixels.toImage();
  }
}
