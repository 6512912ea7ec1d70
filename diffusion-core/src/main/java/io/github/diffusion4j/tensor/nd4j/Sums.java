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
