package io.github.diffusion4j.tensor.nd4j;

/**
 * Sums over Java arrays, pairwise: the two halves are added element by element, then the halves of
 * the result, and so on.
 *
 * <p>The JIT compiler turns such additions into vector instructions, which it may not do for a
 * running sum, whose order of additions it must keep; and rounding errors grow with the logarithm
 * of the length, not with the length. Holds scratch space: one for each thread.
 */
final class Sums {
  /** Below this length a plain loop is as fast. */
  private static final int SHORT = 32;

  // Two arrays in turns: the compiler cannot see that two halves of one do not overlap.
  private final float[] even;
  private final float[] odd;

  /** Makes scratch space for sums of up to {@code length} elements. */
  Sums(int length) {
    even = new float[length / 2 + 1];
    odd = new float[length / 4 + 1];
  }

  /** Returns the sum of {@code x[from]} to {@code x[from + length - 1]}. */
  float of(float[] x, int from, int length) {
    int half = length / 2;
    addHalves(x, from, half, even);
    return fold(half) + (length % 2 == 0 ? 0 : x[from + length - 1]);
  }

  /** Returns the sum of {@code (x[i] - mean)^2} over the first {@code length} elements. */
  float ofSquaredDifferences(float[] x, int length, float mean) {
    int half = length / 2;
    for (int i = 0; i < half; i++) {
      float a = x[i] - mean;
      float b = x[half + i] - mean;
      even[i] = a * a + b * b;
    }
    float last = x[length - 1] - mean;
    return fold(half) + (length % 2 == 0 ? 0 : last * last);
  }

  /** Returns the sum of {@code x[i] * y[i]} over a range. */
  float ofProducts(float[] x, float[] y, int from, int length) {
    int half = length / 2;
    for (int i = 0; i < half; i++) {
      even[i] = x[from + i] * y[from + i] + x[from + half + i] * y[from + half + i];
    }
    int last = from + length - 1;
    return fold(half) + (length % 2 == 0 ? 0 : x[last] * y[last]);
  }

  /** Adds up the first elements of {@code even}. */
  private float fold(int count) {
    float sum = 0;
    float[] source = even;
    float[] target = odd;
    int length = count;
    while (length > SHORT) {
      sum += length % 2 == 0 ? 0 : source[length - 1];
      length /= 2;
      addHalves(source, 0, length, target);
      float[] swapped = source;
      source = target;
      target = swapped;
    }
    for (int i = 0; i < length; i++) {
      sum += source[i];
    }
    return sum;
  }

  private static void addHalves(float[] x, int from, int half, float[] target) {
    for (int i = 0; i < half; i++) {
      target[i] = x[from + i] + x[from + half + i];
    }
  }
}
