package io.github.diffusion4j.image;

/**
 * Decoded pixels that may still be transparent.
 *
 * @param argb [height, width], alpha in the highest byte, not multiplied into the colours
 * @param deep whether samples had more than 8 bits and were rounded
 */
record ArgbPixels(int width, int height, int[] argb, boolean deep) {

  /** Lays the pixels over white and finds out whether they are all grey. */
  DecodedImage over(ImageFormat format) {
    boolean grey = true;
    boolean transparent = false;
    for (int i = 0; i < width * height; i++) {
      int pixel = argb[i];
      if (pixel >>> 24 != 0xFF) {
        transparent = true;
        pixel = overWhite(pixel);
        argb[i] = pixel;
      }
      grey &= ((pixel >> 16) & 0xFF) == (pixel & 0xFF) && ((pixel >> 8) & 0xFF) == (pixel & 0xFF);
    }
    String mode = (grey ? "grey" : "RGB") + (transparent ? "+alpha" : "") + (deep ? " 16-bit" : "");
    return new DecodedImage(grey ? grey() : rgb(), format.name(), mode);
  }

  private static int overWhite(int pixel) {
    int alpha = pixel >>> 24;
    int red = blend((pixel >> 16) & 0xFF, alpha);
    int green = blend((pixel >> 8) & 0xFF, alpha);
    int blue = blend(pixel & 0xFF, alpha);
    return 0xFF << 24 | red << 16 | green << 8 | blue;
  }

  /** Returns {@code level * alpha + 255 * (1 - alpha)}, rounded, with alpha from 0 to 255. */
  private static int blend(int level, int alpha) {
    return (level * alpha + 255 * (255 - alpha) + 127) / 255;
  }

  private Image grey() {
    byte[] samples = new byte[width * height];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) argb[i];
    }
    return Image.wrap(width, height, 1, samples);
  }

  private Image rgb() {
    byte[] samples = new byte[Math.multiplyExact(3, width * height)];
    for (int i = 0; i < width * height; i++) {
      samples[3 * i] = (byte) (argb[i] >> 16);
      samples[3 * i + 1] = (byte) (argb[i] >> 8);
      samples[3 * i + 2] = (byte) argb[i];
    }
    return Image.wrap(width, height, 3, samples);
  }
}
