package io.github.diffusion4j.image;

/**
 * A picture and what its file said of it.
 *
 * @param image the picture, turned upright and laid over white where it was transparent
 * @param format the file format: PNG, JPEG, GIF, BMP, TIFF or PNM
 * @param mode "grey" or "RGB" (by what the pixels are, not by how they are stored), with "+alpha"
 *     if any pixel was transparent and " 16-bit" if samples were reduced
 */
public record DecodedImage(Image image, String format, String mode) {}
