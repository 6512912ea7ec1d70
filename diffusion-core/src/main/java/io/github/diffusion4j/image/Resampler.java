package io.github.diffusion4j.image;

import io.github.diffusion4j.tensor.Windows;
import java.util.Arrays;

/**
 * Antialiased resizing in the arithmetic of Pillow's {@code resize}: first along the rows, then
 * along the columns, the result of each rounded to the depth of a sample, weights in fixed point at
 * 8 bits and in doubles at 16. So a picture of 8 bits prepared here and one prepared in Python are
 * the same.
 */
final class Resampler {
  /** 8 bits of sample and 2 of head-room for the sum of weights beyond 1 leave 22 of 32. */
  private static final int PRECISION_BITS = 22;

  private static final int HALF = 1 << (PRECISION_BITS - 1);

  private Resampler() {}

  static Pixels resize(Pixels pixels, int newWidth, int newHeight, Windows.Filter filter) {
    // Both must fit before anything is allocated.
    Pixels.length(newWidth, newHeight, pixels.channels(), pixels.depth());
    Pixels.length(newWidth, pixels.height(), pixels.channels(), pixels.depth());
    Pixels wide =
        newWidth == pixels.width()
            ? pixels
            : alongRows(pixels, Windows.antialiased(filter, pixels.width(), newWidth));
    return newHeight == pixels.height()
        ? wide
        : alongColumns(wide, Windows.antialiased(filter, pixels.height(), newHeight));
  }

  private static Pixels alongRows(Pixels in, Windows windows) {
    int channels = in.channels();
    int newWidth = windows.count();
    Weights weights = Weights.of(windows, in.depth());
    int[] row = new int[in.width() * channels];
    byte[] out = new byte[Pixels.length(newWidth, in.height(), channels, in.depth())];
    for (int y = 0; y < in.height(); y++) {
      unpack(in, y, row);
      for (int x = 0; x < newWidth; x++) {
        int from = windows.first(x) * channels;
        int to = (y * newWidth + x) * channels;
        if (in.depth() == 16) {
          deepSums(row, from, channels, weights.exact()[x], out, to);
        } else if (channels == 3) {
          rgbSums(row, from, weights.fixed()[x], out, to);
        } else {
          out[to] = (byte) clamped(sum(row, from, weights.fixed()[x]));
        }
      }
    }
    return new Pixels(newWidth, in.height(), channels, in.depth(), out);
  }

  private static int sum(int[] row, int from, int[] weights) {
    int total = HALF;
    for (int i = 0; i < weights.length; i++) {
      total += row[from + i] * weights[i];
    }
    return total;
  }

  private static void rgbSums(int[] row, int from, int[] weights, byte[] out, int to) {
    int red = HALF;
    int green = HALF;
    int blue = HALF;
    for (int i = 0, at = from; i < weights.length; i++, at += 3) {
      red += row[at] * weights[i];
      green += row[at + 1] * weights[i];
      blue += row[at + 2] * weights[i];
    }
    out[to] = (byte) clamped(red);
    out[to + 1] = (byte) clamped(green);
    out[to + 2] = (byte) clamped(blue);
  }

  private static void deepSums(
      int[] row, int from, int channels, double[] weights, byte[] out, int to) {
    for (int c = 0; c < channels; c++) {
      double total = 0;
      for (int i = 0; i < weights.length; i++) {
        total += row[from + i * channels + c] * weights[i];
      }
      Pixels.put(out, 16, to + c, deepClamped(total));
    }
  }

  private static Pixels alongColumns(Pixels in, Windows windows) {
    int rowLength = in.width() * in.channels();
    int newHeight = windows.count();
    Weights weights = Weights.of(windows, in.depth());
    int[] row = new int[rowLength];
    byte[] out = new byte[Pixels.length(in.width(), newHeight, in.channels(), in.depth())];
    for (int y = 0; y < newHeight; y++) {
      if (in.depth() == 8) {
        int[] sums = new int[rowLength];
        Arrays.fill(sums, HALF);
        for (int i = 0; i < weights.fixed()[y].length; i++) {
          unpack(in, windows.first(y) + i, row);
          add(row, weights.fixed()[y][i], sums);
        }
        for (int i = 0; i < rowLength; i++) {
          out[y * rowLength + i] = (byte) clamped(sums[i]);
        }
      } else {
        double[] sums = new double[rowLength];
        for (int i = 0; i < weights.exact()[y].length; i++) {
          unpack(in, windows.first(y) + i, row);
          add(row, weights.exact()[y][i], sums);
        }
        for (int i = 0; i < rowLength; i++) {
          Pixels.put(out, 16, y * rowLength + i, deepClamped(sums[i]));
        }
      }
    }
    return new Pixels(in.width(), newHeight, in.channels(), in.depth(), out);
  }

  private static void add(int[] row, int weight, int[] sums) {
    for (int i = 0; i < row.length; i++) {
      sums[i] += row[i] * weight;
    }
  }

  private static void add(int[] row, double weight, double[] sums) {
    for (int i = 0; i < row.length; i++) {
      sums[i] += row[i] * weight;
    }
  }

  private static void unpack(Pixels in, int y, int[] row) {
    if (in.depth() == 8) {
      byte[] samples = in.shared();
      int from = y * row.length;
      for (int i = 0; i < row.length; i++) {
        row[i] = samples[from + i] & 0xFF;
      }
    } else {
      for (int i = 0; i < row.length; i++) {
        row[i] = in.level(y * row.length + i);
      }
    }
  }

  private static int clamped(int total) {
    return Math.max(0, Math.min(255, total >> PRECISION_BITS));
  }

  private static int deepClamped(double total) {
    return (int) Math.max(0, Math.min(65535, Math.floor(total + 0.5)));
  }

  /** The weights of windows as one depth needs them; the other kind is null. */
  private record Weights(int[][] fixed, double[][] exact) {
    static Weights of(Windows windows, int depth) {
      double[][] exact = new double[windows.count()][];
      Arrays.setAll(exact, windows::weights);
      if (depth == 16) {
        return new Weights(null, exact);
      }
      int[][] fixed = new int[exact.length][];
      for (int i = 0; i < fixed.length; i++) {
        fixed[i] = Arrays.stream(exact[i]).mapToInt(Weights::fixed).toArray();
      }
      return new Weights(fixed, null);
    }

    private static int fixed(double exact) {
      double weight = exact * (1 << PRECISION_BITS);
      return (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
    }
  }
}
