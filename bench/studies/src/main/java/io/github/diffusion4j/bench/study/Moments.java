package io.github.diffusion4j.bench.study;

/**
 * Mean and covariance of features, in double precision.
 *
 * @param count how many rows they are of
 * @param mean {@code [width]}
 * @param covariance {@code [width * width]}, divided by {@code count - 1}
 */
record Moments(int count, double[] mean, double[] covariance) {

  /** Copies the arrays. */
  Moments {
    mean = mean.clone();
    covariance = covariance.clone();
    if (covariance.length != mean.length * mean.length) {
      throw new IllegalArgumentException(
          "a covariance of "
              + covariance.length
              + " numbers does not belong to "
              + mean.length
              + " means; it has their square");
    }
  }

  /**
   * Returns those of some features.
   *
   * @param features one row a picture, all of one length; two or more
   * @throws IllegalArgumentException if there are fewer, or a number is not finite
   */
  static Moments of(float[][] features) {
    int count = features.length;
    if (count < 2) {
      throw new IllegalArgumentException(
          "features of " + count + " pictures have no covariance; take two or more");
    }
    int width = features[0].length;
    double[] mean = new double[width];
    for (float[] row : features) {
      for (int i = 0; i < width; i++) {
        mean[i] += row[i] / (double) count;
      }
    }
    for (int i = 0; i < width; i++) {
      if (!Double.isFinite(mean[i])) {
        throw new IllegalArgumentException("feature " + i + " is " + mean[i] + " in the mean");
      }
    }
    // Differences from the mean, not sums of squares less the mean's: those cancel.
    double[] covariance = new double[width * width];
    double[] difference = new double[width];
    for (float[] row : features) {
      for (int i = 0; i < width; i++) {
        difference[i] = row[i] - mean[i];
      }
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i * width + j] += difference[i] * difference[j] / (count - 1);
        }
      }
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j * width + i] = covariance[i * width + j];
      }
    }
    return new Moments(count, mean, covariance);
  }

  int width() {
    return mean.length;
  }
}
