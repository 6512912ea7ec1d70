package io.github.diffusion4j.image;

/**
 * Ink to light: {@code (255 - ink) * (255 - black) / 255}, rounded, as Pillow converts without a
 * profile. What the inks of a certain press look like, only its colour profile would tell.
 */
final class Cmyk {
  private Cmyk() {}

  /**
   * Converts inks.
   *
   * @param inks [height, width, 4] of cyan, magenta, yellow and black, 255 for all of it
   */
  static Pixels pixels(int width, int height, byte[] inks) {
    byte[] rgb = new byte[Pixels.length(width, height, 3, 8)];
    for (int i = 0; i < width * height; i++) {
      int light = 255 - (inks[4 * i + 3] & 0xFF);
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) (((255 - (inks[4 * i + c] & 0xFF)) * light + 127) / 255);
      }
    }
    return new Pixels(width, height, 3, 8, rgb);
  }

  /**
   * Turns the samples of a JPEG of four channels into inks, in place. By Adobe's convention, which
   * all follow, its inks are stored inverted; in YCCK the three colours are then stored as JPEG
   * stores red, green and blue (ITU-T T.871).
   */
  static void inks(byte[] samples, boolean ycck) {
    for (int i = 0; i < samples.length; i += 4) {
      if (ycck) {
        double y = samples[i] & 0xFF;
        double cb = (samples[i + 1] & 0xFF) - 128;
        double cr = (samples[i + 2] & 0xFF) - 128;
        samples[i] = ink(y + 1.402 * cr);
        samples[i + 1] = ink(y - 0.344136286 * cb - 0.714136286 * cr);
        samples[i + 2] = ink(y + 1.772 * cb);
      } else {
        samples[i] = (byte) ~samples[i];
        samples[i + 1] = (byte) ~samples[i + 1];
        samples[i + 2] = (byte) ~samples[i + 2];
      }
      samples[i + 3] = (byte) ~samples[i + 3];
    }
  }

  private static byte ink(double level) {
    return (byte) Math.max(0, Math.min(255, Math.round(level)));
  }
}
