package io.github.diffusion4j.tensor.nd4j;

/**
 * The largest of a Java array, by halves like {@link Sums} and for the same reason: a running
 * maximum waits for every element in turn.
 */
final class Maxima {
  private static final int SHORT = 16;

  private Maxima() {}

  /**
   * Returns the largest of the first elements, -inf if there are none; NaN if one is.
   *
   * @param scratch of at least half as many
   */
  static float of(float[] x, int count, float[] scratch) {
    int half = count / 2;
    float odd = count % 2 == 0 ? Float.NEGATIVE_INFINITY : x[count - 1];
    for (int i = 0; i < half; i++) {
      scratch[i] = Math.max(x[i], x[half + i]);
    }
    int length = half;
    while (length > SHORT) {
      half = length / 2;
      odd = length % 2 == 0 ? odd : Math.max(odd, scratch[length - 1]);
      foldHalves(scratch, half);
      length = half;
    }
    for (int i = 0; i < length; i++) {
      odd = Math.max(odd, scratch[i]);
    }
    return odd;
  }

  private static void foldHalves(float[] x, int half) {
    for (int i = 0; i < half; i++) {
      x[i] = Math.max(x[i], x[half + i]);
    }
  }
}
