package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.Windows;

/**
 * Antialiased bicubic resizing in the arithmetic of Pillow's {@code resize(..., BICUBIC)}: first
 * along the rows, then along the columns, the result of each rounded to 8 bits, weights in fixed
 * point. So a picture prepared here and one prepared in Python are the same.
 */
final class Bicubic {
  /** 8 bits of sample and 2 of head-room for the sum of weights beyond 1 leave 22 of 32. */
  private static final int PRECISION_BITS = 22;

  private Bicubic() {}

  static Image resize(Image image, int newWidth, int newHeight) {
    int channels = image.channels();
    Math.multiplyExact(Math.multiplyExact(newWidth, newHeight), channels);
    Math.multiplyExact(Math.multiplyExact(newWidth, image.height()), channels);
    byte[] samples = image.shared();
    if (newWidth != image.width()) {
      samples = alongRows(samples, image.width(), image.height(), channels, newWidth);
    }
    if (newHeight != image.height()) {
      samples = alongColumns(samples, newWidth * channels, image.height(), newHeight);
    }
    return Image.wrap(newWidth, newHeight, channels, samples);
  }

  private static byte[] alongRows(byte[] in, int width, int height, int channels, int newWidth) {
    byte[] out = new byte[newWidth * height * channels];
    Windows windows = Windows.antialiased(Windows.Filter.BICUBIC, width, newWidth);
    for (int x = 0; x < newWidth; x++) {
      Window window = Window.of(windows, x);
      for (int y = 0; y < height; y++) {
        for (int c = 0; c < channels; c++) {
          int from = (y * width + window.first) * channels + c;
          out[(y * newWidth + x) * channels + c] = window.sum(in, from, channels);
        }
      }
    }
    return out;
  }

  private static byte[] alongColumns(byte[] in, int rowLength, int height, int newHeight) {
    byte[] out = new byte[rowLength * newHeight];
    Windows windows = Windows.antialiased(Windows.Filter.BICUBIC, height, newHeight);
    for (int y = 0; y < newHeight; y++) {
      Window window = Window.of(windows, y);
      for (int i = 0; i < rowLength; i++) {
        out[y * rowLength + i] = window.sum(in, window.first * rowLength + i, rowLength);
      }
    }
    return out;
  }

  /** The input samples that make one output sample, and their weights in fixed point. */
  private record Window(int first, int[] weights) {
    static Window of(Windows windows, int position) {
      double[] exact = windows.weights(position);
      int[] fixed = new int[exact.length];
      for (int i = 0; i < fixed.length; i++) {
        double weight = exact[i] * (1 << PRECISION_BITS);
        fixed[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
      }
      return new Window(windows.first(position), fixed);
    }

    byte sum(byte[] in, int from, int stride) {
      int total = 1 << (PRECISION_BITS - 1);
      for (int i = 0, at = from; i < weights.length; i++, at += stride) {
        total += (in[at] & 0xFF) * weights[i];
      }
      return (byte) Math.max(0, Math.min(255, total >> PRECISION_BITS));
    }
  }
}
