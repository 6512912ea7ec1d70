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
      transform(real, imaginary, i * side, 1);
    }
    for (int i = 0; i < side; i++) {
      transform(real, imaginary, i, side);
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

  /** Transforms one row or column in place, by the definition. */
  private void transform(double[] real, double[] imaginary, int from, int step) {
    double[] newReal = new double[side];
    double[] newImaginary = new double[side];
    for (int f = 0; f < side; f++) {
      for (int i = 0; i < side; i++) {
        int angle = (int) ((long) f * i % side);
        double a = real[from + i * step];
        double b = imaginary[from + i * step];
        newReal[f] += a * cosine[angle] - b * sine[angle];
        newImaginary[f] += a * sine[angle] + b * cosine[angle];
      }
    }
    for (int f = 0; f < side; f++) {
      real[from + f * step] = newReal[f];
      imaginary[from + f * step] = newImaginary[f];
    }
  }

  double[] mean() {
    double[] mean = new double[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = sums[i] / counts[i];
    }
    return mean;
  }
}
