package io.github.diffusion4j.tensor.nd4j;

/**
 * The exponential function over Java arrays, in a form that the JIT compiler turns into vector
 * instructions: no calls, no branches, no bits taken apart.
 *
 * <p>With a = -x / 256, a short series gives y = exp(a) - 1, and squaring 1 + y eight times gives
 * exp(-x); on y rather than 1 + y, so that its last digits are not lost. The relative error is
 * below 3e-7 times (1 + |x|), which in a softmax falls on terms that are the smaller for it.
 */
final class Exponential {
  /** From here down the power of e is 0: exp(-x) is beyond the largest float. */
  private static final float LOWEST = -104;

  private Exponential() {}

  /** Replaces each of the first elements, which are 0 or less, by e to its power. */
  static void ofNegative(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      float a = Math.max(LOWEST, x[i]) * (-1 / 256f);
      float y = 1 / 720f * a + 1 / 120f;
      y = y * a + 1 / 24f;
      y = y * a + 1 / 6f;
      y = y * a + 0.5f;
      y = (y * a + 1) * a;
      y = y * (2 + y);
      y = y * (2 + y);
      y = y * (2 + y);
      y = y * (2 + y);
      y = y * (2 + y);
      y = y * (2 + y);
      y = y * (2 + y);
      y = y * (2 + y);
      x[i] = 1 / (1 + y);
    }
  }
}
