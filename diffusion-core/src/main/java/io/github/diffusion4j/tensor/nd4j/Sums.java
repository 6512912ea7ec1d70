package io.github.diffusion4j.tensor.nd4j;

/**
 * Sums over Java arrays, pairwise: the two halves are added element by element, then the halves of
 * the result, and so on.
 *
 * <p>The JIT compiler turns such additions into vector instructions, which it may not do for a
 * running sum, whose order of additions it must keep; and rounding errors grow with the logarithm
 * of the length, not with the length.
 */
final class Sums {
  /** Below this length a plain loop is as fast. */
  private static final int SHORT = 32;

  private Sums() {}

  /** Returns scratch space for arrays of up to {@code length} elements. */
  static float[] scratch(int length) {
    return new float[length / 2 + 1];
  }

  /** Returns the sum of {@code x[from]} to {@code x[from + length - 1]}. */
  static float of(float[] x, int from, int length, float[] scratch) {
    int half = length / 2;
    for (int i = 0; i < half; i++) {
      scratch[i] = x[from + i] + x[from + half + i];
    }
    return fold(scratch, half) + (length % 2 == 0 ? 0 : x[from + length - 1]);
  }

  /** Returns the sum of {@code (x[i] - mean)^2} over the first {@code length} elements. */
  static float ofSquaredDifferences(float[] x, int length, float mean, float[] scratch) {
    int half = length / 2;
    for (int i = 0; i < half; i++) {
      float a = x[i] - mean;
      float b = x[half + i] - mean;
      scratch[i] = a * a + b * b;
    }
    float last = x[length - 1] - mean;
    return fold(scratch, half) + (length % 2 == 0 ? 0 : last * last);
  }

  /** Returns the sum of {@code x[i] * y[i]} over a range. */
  static float ofProducts(float[] x, float[] y, int from, int length, float[] scratch) {
    int half = length / 2;
    for (int i = 0; i < half; i++) {
      scratch[i] = x[from + i] * y[from + i] + x[from + half + i] * y[from + half + i];
    }
    int last = from + length - 1;
    return fold(scratch, half) + (length % 2 == 0 ? 0 : x[last] * y[last]);
  }

  private static float fold(float[] x, int length) {
    float odd = 0;
    while (length > SHORT) {
      int half = length / 2;
      odd += length % 2 == 0 ? 0 : x[length - 1];
      addHalves(x, half);
      length = half;
    }
    float sum = odd;
    for (int i = 0; i < length; i++) {
      sum += x[i];
    }
    return sum;
  }

  private static void addHalves(float[] x, int half) {
    for (int i = 0; i < half; i++) {
      x[i] = x[i] + x[half + i];
    }
  }
}
