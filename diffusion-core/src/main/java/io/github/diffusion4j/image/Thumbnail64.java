package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.Windows;

/**
 * The brightness of a picture, made 64 pixels wide and high whatever its shape, as PDQ does it.
 *
 * @param levels [64, 64], 0 to 255
 */
record Thumbnail64(double[] levels) {
  static final int SIDE = 64;

  /** What is larger is brought to this first: no hash needs more, and memory stays small. */
  private static final int LARGEST = 512;

  /** Box filters one after the other; two of them weigh like a tent. */
  private static final int PASSES = 2;

  /** What divides the sum of gradients so that usual pictures come to about 100. */
  private static final int GRADIENTS_PER_QUALITY = 90;

  static Thumbnail64 of(Image image) {
    Image bounded =
        image.resized(
            Math.min(image.width(), LARGEST),
            Math.min(image.height(), LARGEST),
            Windows.Filter.BICUBIC);
    int width = bounded.width();
    int height = bounded.height();
    double[] levels = luminance(bounded);
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; y < height; y++) {
        filter(levels, y * width, 1, width, pass);
      }
      for (int x = 0; x < width; x++) {
        filter(levels, x, width, height, pass);
      }
    }
    return new Thumbnail64(decimated(levels, width, height));
  }

  private static double[] luminance(Image image) {
    byte[] samples = image.shared();
    double[] luminance = new double[image.width() * image.height()];
    for (int i = 0; i < luminance.length; i++) {
      luminance[i] =
          image.channels() == 1
              ? samples[i] & 0xFF
              : 0.299 * (samples[3 * i] & 0xFF)
                  + 0.587 * (samples[3 * i + 1] & 0xFF)
                  + 0.114 * (samples[3 * i + 2] & 0xFF);
    }
    return luminance;
  }

  /**
   * Replaces the values of a row or column by their means over windows of half a thumbnail's pixel,
   * rounded up; at the ends, over what of the window there is. Windows of even length reach one
   * value further ahead in the first pass and one further back in the second, so that a mirrored
   * picture becomes the mirrored thumbnail as nearly as can be.
   */
  private static void filter(double[] levels, int start, int stride, int length, int pass) {
    int window = (length + 2 * SIDE - 1) / (2 * SIDE);
    if (window == 1) {
      return;
    }
    int after = (window - pass) / 2;
    int before = window - 1 - after;
    double[] sums = new double[length + 1];
    for (int i = 0; i < length; i++) {
      sums[i + 1] = sums[i] + levels[start + i * stride];
    }
    for (int i = 0; i < length; i++) {
      int from = Math.max(0, i - before);
      int to = Math.min(length, i + after + 1);
      levels[start + i * stride] = (sums[to] - sums[from]) / (to - from);
    }
  }

  /** Takes the value at the centre of each of the 64 x 64 parts. */
  private static double[] decimated(double[] levels, int width, int height) {
    double[] decimated = new double[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) {
      int row = (2 * y + 1) * height / (2 * SIDE);
      for (int x = 0; x < SIDE; x++) {
        decimated[y * SIDE + x] = levels[row * width + (2 * x + 1) * width / (2 * SIDE)];
      }
    }
    return decimated;
  }

  int quality() {
    int gradients = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int at = y * SIDE + x;
        gradients += x + 1 < SIDE ? percent(levels[at] - levels[at + 1]) : 0;
        gradients += y + 1 < SIDE ? percent(levels[at] - levels[at + SIDE]) : 0;
      }
    }
    return Math.min(100, gradients / GRADIENTS_PER_QUALITY);
  }

  private static int percent(double difference) {
    return (int) (Math.abs(difference) * 100 / 255);
  }
}
