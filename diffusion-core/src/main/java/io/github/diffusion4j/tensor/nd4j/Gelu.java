package io.github.diffusion4j.tensor.nd4j;

/**
 * GELU and its slope over Java arrays, in a form that the JIT compiler turns into vector
 * instructions, like {@link Silu}.
 *
 * <p>{@code gelu(x) = x * (1 + erf(x / sqrt(2))) / 2}, and erf is a ratio of two polynomials fitted
 * to it on [-3.95, 3.95] (largest error 1.8e-8 before rounding to float, 4.5e-7 after).
 */
final class Gelu {
  /** Beyond this erf is 1 to within a float's rounding. */
  private static final float LIMIT = 3.95f;

  /** Below this GELU is 0 to within a float's rounding; x is held, or it would multiply that. */
  private static final float LOWEST = -5.6f;

  private static final float ROOT_HALF = 0.70710678f;

  /** {@code 1 / sqrt(2 pi)}. */
  private static final float DENSITY = 0.39894228f;

  private Gelu() {}

  /** Replaces each of the first elements by its GELU. */
  static void apply(float[] x, int count) {
    for (int i = 0; i < count; i++) {
      float z = Math.max(-LIMIT, Math.min(LIMIT, ROOT_HALF * x[i]));
      float t = z * z;
      float p = 2.0117397e-6f * t + 2.8760093e-4f;
      p = p * t + 3.9173312e-3f;
      p = p * t + 5.3207101e-2f;
      p = p * t + 0.194036f;
      p = p * t + 1.128379f;
      float q = 3.7839698e-5f * t + 1.1982041e-3f;
      q = q * t + 1.5270728e-2f;
      q = q * t + 0.11559088f;
      q = q * t + 0.50529141f;
      q = q * t + 1f;
      x[i] = Math.max(LOWEST, x[i]) * (0.5f + 0.5f * (z * p / q));
    }
  }

  /** Multiplies each of the first gradients by the slope of GELU. */
  static void multiplyBySlope(float[] x, float[] gradient, int count) {
    float[] bell = new float[count];
    for (int i = 0; i < count; i++) {
      bell[i] = -0.5f * x[i] * x[i];
    }
    Exponential.ofNegative(bell, count);
    for (int i = 0; i < count; i++) {
      float z = Math.max(-LIMIT, Math.min(LIMIT, ROOT_HALF * x[i]));
      float t = z * z;
      float p = 2.0117397e-6f * t + 2.8760093e-4f;
      p = p * t + 3.9173312e-3f;
      p = p * t + 5.3207101e-2f;
      p = p * t + 0.194036f;
      p = p * t + 1.128379f;
      float q = 3.7839698e-5f * t + 1.1982041e-3f;
      q = q * t + 1.5270728e-2f;
      q = q * t + 0.11559088f;
      q = q * t + 0.50529141f;
      q = q * t + 1f;
      float share = 0.5f + 0.5f * (z * p / q);
      gradient[i] = gradient[i] * (share + x[i] * DENSITY * bell[i]);
    }
  }
}
