package io.github.diffusion4j.eval.plugin;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Windows;
import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * Levels that need not be whole.
 *
 * @param values about 0 to 255, {@code [height, width, channels]}
 */
record Levels(int width, int height, int channels, float[] values) {

  static Levels of(Image picture) {
    byte[] samples = picture.samples();
    float[] levels = new float[samples.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = samples[i] & 0xFF;
    }
    return new Levels(picture.width(), picture.height(), picture.channels(), levels);
  }

  Levels alongRows(Windows windows) {
    int rowLength = width * channels;
    return along(
        windows,
        windows.count(),
        height,
        (x, y) -> y * rowLength + windows.first(x) * channels,
        (x, y) -> x,
        channels);
  }

  Levels alongColumns(Windows windows) {
    int rowLength = width * channels;
    return along(
        windows,
        width,
        windows.count(),
        (x, y) -> windows.first(y) * rowLength + x * channels,
        (x, y) -> y,
        rowLength);
  }

  /**
   * Sums up the window of each place.
   *
   * @param first where a place's window begins
   * @param window which one it has
   * @param step from one of its levels to the next
   */
  private Levels along(
      Windows windows,
      int newWidth,
      int newHeight,
      IntBinaryOperator first,
      IntBinaryOperator window,
      int step) {
    double[][] weights = new double[windows.count()][];
    Arrays.setAll(weights, windows::weights);
    float[] out = new float[newWidth * newHeight * channels];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int from = first.applyAsInt(x, y);
        double[] weighing = weights[window.applyAsInt(x, y)];
        for (int c = 0; c < channels; c++) {
          double sum = 0;
          for (int i = 0; i < weighing.length; i++) {
            sum += weighing[i] * values[from + i * step + c];
          }
          out[(y * newWidth + x) * channels + c] = (float) sum;
        }
      }
    }
    return new Levels(newWidth, newHeight, channels, out);
  }

  Levels rounded() {
    float[] whole = values.clone();
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.max(0, Math.min(255, (float) Math.rint(whole[i])));
    }
    return new Levels(width, height, channels, whole);
  }

  Levels cut(int left, int top, int newWidth, int newHeight) {
    float[] part = new float[newWidth * newHeight * channels];
    for (int y = 0; y < newHeight; y++) {
      int from = ((top + y) * width + left) * channels;
      System.arraycopy(values, from, part, y * newWidth * channels, newWidth * channels);
    }
    return new Levels(newWidth, newHeight, channels, part);
  }
}
