package io.github.diffusion4j.image;

import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * Colours by number.
 *
 * @param argb alpha in the highest byte
 */
record Palette(int[] argb) {
  static Palette of(IndexColorModel model) {
    int[] argb = new int[model.getMapSize()];
    model.getRGBs(argb);
    return new Palette(argb);
  }

  /**
   * Makes one of a PNG's chunks.
   *
   * @param colours the body of PLTE: red, green, blue, red, ...
   * @param opacities the body of tRNS, opacities of the first colours; or null
   */
  static Palette of(byte[] colours, byte[] opacities) {
    int[] argb = new int[colours.length / 3];
    for (int i = 0; i < argb.length; i++) {
      int alpha = opacities != null && i < opacities.length ? opacities[i] & 0xFF : 0xFF;
      argb[i] =
          alpha << 24
              | (colours[3 * i] & 0xFF) << 16
              | (colours[3 * i + 1] & 0xFF) << 8
              | colours[3 * i + 2] & 0xFF;
    }
    return new Palette(argb);
  }

  private boolean hasAlpha() {
    for (int colour : argb) {
      if (colour >>> 24 != 0xFF) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the colours of a raster of numbers.
   *
   * @throws IOException if a number has no colour
   */
  Pixels pixels(Raster raster) throws IOException {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int channels = hasAlpha() ? 4 : 3;
    byte[] samples = new byte[Pixels.length(width, height, channels, 8)];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        if (row[x] >= argb.length) {
          throw new IOException("colour " + row[x] + " of a palette of " + argb.length);
        }
        int colour = argb[row[x]];
        int at = (y * width + x) * channels;
        samples[at] = (byte) (colour >> 16);
        samples[at + 1] = (byte) (colour >> 8);
        samples[at + 2] = (byte) colour;
        if (channels == 4) {
          samples[at + 3] = (byte) (colour >> 24);
        }
      }
    }
    return new Pixels(width, height, channels, 8, samples);
  }
}
