package io.github.diffusion4j.bench.study;

/** How different pictures of the same class are. */
final class Diversity {
  private Diversity() {}

  /**
   * Returns the mean Euclidean distance of two pictures of the same class, over all such pairs.
   *
   * @param features one row a picture
   * @param labels class of each
   * @throws IllegalArgumentException if no class has two pictures
   */
  static double within(float[][] features, int[] labels) {
    double sum = 0;
    long pairs = 0;
    for (int i = 0; i < features.length; i++) {
      for (int j = 0; j < i; j++) {
        if (labels[i] == labels[j]) {
          sum += distance(features[i], features[j]);
          pairs++;
        }
      }
    }
    if (pairs == 0) {
      throw new IllegalArgumentException(
          "no class has two of the " + features.length + " pictures; draw more");
    }
    return sum / pairs;
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double step = (double) a[i] - b[i];
      sum += step * step;
    }
    return Math.sqrt(sum);
  }
}
