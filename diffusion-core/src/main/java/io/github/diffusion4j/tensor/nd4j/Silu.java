package io.github.diffusion4j.tensor.nd4j;

/**
 * SiLU and its slope over Java arrays, in a form that the JIT compiler turns into vector
 * instructions: no calls and no branches. That is why the polynomials stand twice: with the sigmoid
 * as a method of its own, and sums in two arrays, a training step took a third longer.
 *
 * <p>{@code sigmoid(x) = (1 + tanh(x / 2)) / 2}, and tanh is a ratio of two polynomials fitted to
 * it on [-8.6, 8.6] (largest error 1.2e-8 before rounding to float, 2e-7 after). Beyond, x is held,
 * or the sigmoid's last digit would be multiplied by it.
 */
final class Silu {
  /** Beyond this half-argument tanh is 1 to within a float's rounding. */
  private static final float LIMIT = 8.6f;

  private Silu() {}

  /** Replaces each of the first elements by {@code x * sigmoid(x)}. */
  static void apply(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      float h = Math.max(-LIMIT, Math.min(LIMIT, 0.5f * x[i]));
      float t = h * h;
      float p = 1.3912387647e-8f * t + 2.099136818e-5f;
      p = p * t + 3.5180390609e-3f;
      p = p * t + 0.13399683095f;
      p = p * t + 0.99999993903f;
      float q = 7.998651938e-7f * t + 3.3228854327e-4f;
      q = q * t + 2.5961630842e-2f;
      q = q * t + 0.4673299204f;
      q = q * t + 1f;
      x[i] = Math.max(-2 * LIMIT, x[i]) * (0.5f + 0.5f * (h * p / q));
    }
  }

  /** Multiplies each of the first gradients by the slope of SiLU at x. */
  static void multiplyBySlope(float[] x, float[] gradient, int count) {
    for (int i = 0; i < count; i++) {
      float h = Math.max(-LIMIT, Math.min(LIMIT, 0.5f * x[i]));
      float t = h * h;
      float p = 1.3912387647e-8f * t + 2.099136818e-5f;
      p = p * t + 3.5180390609e-3f;
      p = p * t + 0.13399683095f;
      p = p * t + 0.99999993903f;
      float q = 7.998651938e-7f * t + 3.3228854327e-4f;
      q = q * t + 2.5961630842e-2f;
      q = q * t + 0.4673299204f;
      q = q * t + 1f;
      float s = 0.5f + 0.5f * (h * p / q);
      gradient[i] = gradient[i] * (s * (1f + 2f * h * (1f - s)));
    }
  }
}
