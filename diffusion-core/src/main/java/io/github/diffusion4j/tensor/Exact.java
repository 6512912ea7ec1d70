package io.github.diffusion4j.tensor;

/**
 * Sums over floats in double precision, always added up in the same order: equal operands have
 * equal results.
 */
final class Exact {
  private Exact() {}

  /** Returns {@code a . b}. */
  static double product(float[] a, int fromA, float[] b, int fromB, int length) {
    // Four sums side by side: one alone would wait for each addition.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      s0 += (double) a[fromA + i] * b[fromB + i];
      s1 += (double) a[fromA + i + 1] * b[fromB + i + 1];
      s2 += (double) a[fromA + i + 2] * b[fromB + i + 2];
      s3 += (double) a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < length; i++) {
      s0 += (double) a[fromA + i] * b[fromB + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Returns {@code |a - b|^2}: never negative, and 0 for equal operands. */
  static double squaredDistance(float[] a, int fromA, float[] b, int fromB, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i < length - 3; i += 4) {
      double d0 = (double) a[fromA + i] - b[fromB + i];
      double d1 = (double) a[fromA + i + 1] - b[fromB + i + 1];
      double d2 = (double) a[fromA + i + 2] - b[fromB + i + 2];
      double d3 = (double) a[fromA + i + 3] - b[fromB + i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < length; i++) {
      double d = (double) a[fromA + i] - b[fromB + i];
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }
}
