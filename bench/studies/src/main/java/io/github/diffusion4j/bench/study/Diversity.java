package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.eval.feature.Features;

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
  static double within(Features features, int[] labels) {
    double sum = 0;
    long pairs = 0;
    for (int i = 0; i < features.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (labels[i] == labels[j]) {
          sum += distance(features, i, j);
          pairs++;
        }
      }
    }
    if (pairs == 0) {
      throw new IllegalArgumentException(
          "no class has two of the " + features.size() + " pictures; draw more");
    }
    return sum / pairs;
  }

  private static double distance(Features features, int a, int b) {
    double sum = 0;
    for (int i = 0; i < features.dimensions(); i++) {
      double step = features.value(a, i) - features.value(b, i);
      sum += step * step;
    }
    return Math.sqrt(sum);
  }
}
