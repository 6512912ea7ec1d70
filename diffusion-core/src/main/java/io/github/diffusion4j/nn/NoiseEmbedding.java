package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.RandomStream;

/**
 * How one number that says how noisy a picture is becomes the many that a network can work with.
 */
public enum NoiseEmbedding {
  /**
   * Sines, then cosines, at frequencies from 1 down to 1/10000 in even ratios, {@code 10000^(-i /
   * (half - 1))} (Ho et al. 2020, after Vaswani et al. 2017).
   */
  DDPM,

  /**
   * Cosines, then sines, at frequencies {@code 10000^(-i / half)}, which end short of 1/10000
   * (Nichol and Dhariwal 2021; Dhariwal and Nichol 2021).
   */
  ADM,

  /**
   * Sines, then cosines, of {@code 2 pi} times frequencies drawn from a Gaussian of deviation 16
   * (Song et al. 2021, NCSN++). They are drawn once and for all: every network has the same, so
   * they are no weights and stand in no file.
   */
  FOURIER;

  private static final double FOURIER_DEVIATION = 16;

  /**
   * Returns {@code [noise.length, size]} in row-major order.
   *
   * @param size even
   */
  double[] waves(double[] noise, int size) {
    int half = size / 2;
    double[] frequencies = frequencies(half);
    int sines = this == ADM ? half : 0;
    double[] result = new double[noise.length * size];
    for (int n = 0; n < noise.length; n++) {
      for (int i = 0; i < half; i++) {
        double angle = noise[n] * frequencies[i];
        result[n * size + sines + i] = Math.sin(angle);
        result[n * size + half - sines + i] = Math.cos(angle);
      }
    }
    return result;
  }

  private double[] frequencies(int half) {
    double[] frequencies = new double[half];
    RandomStream stream = RandomStream.of(0, "fourier", 0);
    for (int i = 0; i < half; i++) {
      frequencies[i] =
          switch (this) {
            case DDPM -> Math.pow(10_000, -i / (double) Math.max(1, half - 1));
            case ADM -> Math.pow(10_000, -i / (double) half);
            case FOURIER -> 2 * Math.PI * FOURIER_DEVIATION * stream.nextGaussian();
          };
    }
    return frequencies;
  }
}
