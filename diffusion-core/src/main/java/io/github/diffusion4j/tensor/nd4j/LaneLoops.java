package io.github.diffusion4j.tensor.nd4j;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Loops over one block of channels, {@code [places, lanes]}, with numbers of each channel's own.
 *
 * <p>A block is held in strips that fit the first-level cache, and a channel's numbers are repeated
 * to the length of a strip. So every loop runs over whole arrays with one index: such loops the JIT
 * compiler turns into vector instructions, whatever the number of lanes; with an offset to the
 * index of one array it does not, and they take up to ten times as long. Sums run in as many
 * partial sums as a strip is long, which keeps rounding errors small, too.
 */
final class LaneLoops {
  /** Longest strip. */
  private static final int STRIP = 1024;

  private final int lanes;
  private final int length;
  private final int strip;

  /** One number of each channel, set before a loop that says it uses them. */
  final float[] factor;

  final float[] offset;
  final float[] slope;

  /** One sum of each channel, after a loop that sums. */
  final float[] total;

  private final float[] factors;
  private final float[] offsets;
  private final float[] slopes;
  private final float[] partial;

  LaneLoops(int lanes, int area) {
    this.lanes = lanes;
    length = lanes * area;
    strip = Math.min(length, STRIP / lanes * lanes);
    factor = new float[lanes];
    offset = new float[lanes];
    slope = new float[lanes];
    total = new float[lanes];
    factors = new float[strip];
    offsets = new float[strip];
    slopes = new float[strip];
    partial = new float[strip];
  }

  /** Returns room for a block: strips, the last of which may be shorter. */
  float[][] block() {
    float[][] block = new float[(length + strip - 1) / strip][];
    for (int i = 0; i < block.length; i++) {
      block[i] = new float[Math.min(strip, length - i * strip)];
    }
    return block;
  }

  void read(FloatBuffer from, int at, float[][] block) {
    for (int i = 0; i < block.length; i++) {
      from.get(at + i * strip, block[i]);
    }
  }

  void write(float[][] block, FloatBuffer to, int at) {
    for (int i = 0; i < block.length; i++) {
      to.put(at + i * strip, block[i]);
    }
  }

  /** {@code x = x * factor + offset}, then SiLU if asked for. */
  void scaleAndShift(float[][] block, boolean silu) {
    repeat(factor, factors);
    repeat(offset, offsets);
    for (float[] x : block) {
      scaleAndShift(x, factors, offsets);
      if (silu) {
        Silu.apply(x, x.length);
      }
    }
  }

  /** {@code g = g * silu'(x * factor + offset)}. */
  void multiplyBySiluSlope(float[][] x, float[][] g) {
    repeat(factor, factors);
    repeat(offset, offsets);
    for (int i = 0; i < x.length; i++) {
      System.arraycopy(x[i], 0, partial, 0, x[i].length);
      scaleAndShift(partial, factors, offsets);
      Silu.multiplyBySlope(partial, g[i], g[i].length);
    }
  }

  /** {@code x = g * factor + offset + x * slope}. */
  void combine(float[][] x, float[][] g) {
    repeat(factor, factors);
    repeat(offset, offsets);
    repeat(slope, slopes);
    for (int i = 0; i < x.length; i++) {
      combine(x[i], g[i], factors, offsets, slopes);
    }
  }

  /** {@code total = sum(x)}. */
  void sum(float[][] block) {
    Arrays.fill(partial, 0);
    for (float[] x : block) {
      addTo(partial, x, x.length);
    }
    fold();
  }

  /** {@code total = sum((x - offset)^2)}. */
  void sumSquaredDifferences(float[][] block) {
    repeat(offset, offsets);
    Arrays.fill(partial, 0);
    for (float[] x : block) {
      addSquares(partial, x, offsets);
    }
    fold();
  }

  /** {@code total = sum(x * y)}. */
  void sumProducts(float[][] x, float[][] y) {
    Arrays.fill(partial, 0);
    for (int i = 0; i < x.length; i++) {
      addProducts(partial, x[i], y[i]);
    }
    fold();
  }

  private void repeat(float[] perLane, float[] repeated) {
    System.arraycopy(perLane, 0, repeated, 0, lanes);
    for (int filled = lanes; filled < strip; filled *= 2) {
      System.arraycopy(repeated, 0, repeated, filled, Math.min(filled, strip - filled));
    }
  }

  /** Adds up the partial sums of each channel, halves first. */
  private void fold() {
    int places = strip / lanes;
    while (places > 1) {
      int half = places / 2;
      int rest = places - half;
      System.arraycopy(partial, rest * lanes, factors, 0, half * lanes);
      addTo(partial, factors, half * lanes);
      places = rest;
    }
    System.arraycopy(partial, 0, total, 0, lanes);
  }

  // Each loop in a method of its own: the compiler does them best so.

  private static void scaleAndShift(float[] x, float[] factors, float[] offsets) {
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * factors[i] + offsets[i];
    }
  }

  private static void combine(
      float[] x, float[] g, float[] factors, float[] offsets, float[] slopes) {
    for (int i = 0; i < x.length; i++) {
      x[i] = g[i] * factors[i] + offsets[i] + x[i] * slopes[i];
    }
  }

  private static void addTo(float[] sums, float[] x, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += x[i];
    }
  }

  private static void addSquares(float[] sums, float[] x, float[] offsets) {
    for (int i = 0; i < x.length; i++) {
      float d = x[i] - offsets[i];
      sums[i] += d * d;
    }
  }

  private static void addProducts(float[] sums, float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      sums[i] += x[i] * y[i];
    }
  }
}
