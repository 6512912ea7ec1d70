package io.github.diffusion4j.eval.feature;

import io.github.diffusion4j.tensor.RandomStream;

/** Normal numbers of a seed, for tests. */
public final class RandomFeatures {
  /** What all of them say made them. */
  public static final DescriptorIdentity RAW = DescriptorIdentity.of("raw", "");

  private RandomFeatures() {}

  /** Draws rows with a mean and a scale. */
  public static Features of(
      long seed, String role, int rows, int features, double mean, double scale) {
    RandomStream random = RandomStream.of(seed, "test." + role, 0);
    double[][] values = new double[rows][features];
    for (double[] row : values) {
      for (int j = 0; j < features; j++) {
        row[j] = mean + scale * random.nextGaussian();
      }
    }
    return Features.of(RAW, values);
  }

  /** Draws standard normal rows. */
  public static Features of(long seed, String role, int rows, int features) {
    return of(seed, role, rows, features, 0, 1);
  }
}
