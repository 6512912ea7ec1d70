package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.image.Image;

/** Adds up the power of pictures by rings of frequency. */
final class SpectrumSum {
  private final int side;
  private final double[] cosine;
  private final double[] sine;
  private final double[] sums;
  private final long[] counts;

  SpectrumSum(int side) {
    this.side = side;
    cosine = new double[side];
    sine = new double[side];
    for (int i = 0; i < side; i++) {
      cosine[i] = Math.cos(2 * Math.PI * i / side);
      sine[i] = -Math.sin(2 * Math.PI * i / side);
    }
    sums = new double[side / 2 + 1];
    counts = new long[sums.length];
  }

  int side() {
    return side;
  }

  void add(Image picture) {
    Image grey = picture.withChannels(1);
    double[] real = new double[side * side];
    double[] imaginary = new double[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        real[y * side + x] = grey.sample(x, y, 0) / 255.0;
      }
    }
    for (int i = 0; i < side; i++) {
      replace(real, imaginary, i * side, 1);
    }
    for (int i = 0; i < side; i++) {
      replace(real, imaginary, i, side);
    }
    for (int i = 0; i < real.length; i++) {
      int ring = (int) Math.round(Math.hypot(frequency(i % side), frequency(i / side)));
      if (ring < sums.length) {
        sums[ring] += (real[i] * real[i] + imaginary[i] * imaginary[i]) / real.length;
        counts[ring]++;
      }
    }
  }

  private int frequency(int index) {
    return Math.min(index, side - index);
  }

  /** Transforms one row or column in place. */
  private void replace(double[] real, double[] imaginary, int from, int step) {
    double[][] transformed = transformed(real, imaginary, from, step, side);
    for (int f = 0; f < side; f++) {
      real[from + f * step] = transformed[0][f];
      imaginary[from + f * step] = transformed[1][f];
    }
  }

  /**
   * Transforms every so many-th number, a divisor of the side of them: by halves while they are
   * even (Cooley and Tukey 1965), then by the definition.
   */
  private double[][] transformed(double[] real, double[] imaginary, int from, int step, int count) {
    double[][] sums = new double[2][count];
    if (count % 2 != 0) {
      for (int f = 0; f < count; f++) {
        for (int i = 0; i < count; i++) {
          int at = from + i * step;
          add(sums, f, (int) ((long) f * i % count) * (side / count), real[at], imaginary[at]);
        }
      }
      return sums;
    }
    int half = count / 2;
    double[][] even = transformed(real, imaginary, from, 2 * step, half);
    double[][] odd = transformed(real, imaginary, from + step, 2 * step, half);
    for (int f = 0; f < count; f++) {
      sums[0][f] = even[0][f % half];
      sums[1][f] = even[1][f % half];
      add(sums, f, f * (side / count), odd[0][f % half], odd[1][f % half]);
    }
    return sums;
  }

  /** Adds a number that is turned back by an angle, in parts of the side. */
  private void add(double[][] sums, int f, int angle, double real, double imaginary) {
    sums[0][f] += real * cosine[angle] - imaginary * sine[angle];
    sums[1][f] += real * sine[angle] + imaginary * cosine[angle];
  }

  double[] mean() {
    double[] mean = new double[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = sums[i] / counts[i];
    }
    return mean;
  }
}
