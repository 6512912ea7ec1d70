package io.github.diffusion4j.eval.npz;

import java.util.Arrays;
import java.util.Objects;

/**
 * An array of numbers, or one text.
 *
 * @param shape lengths; empty for a single number or text
 * @param numbers in row-major order; empty for a text
 * @param text the text, or null for numbers
 */
public record NpyArray(int[] shape, double[] numbers, String text) {

  /** An array of numbers. */
  public static NpyArray of(double[] numbers, int... shape) {
    return new NpyArray(shape.clone(), numbers, null);
  }

  /** A text. */
  public static NpyArray of(String text) {
    return new NpyArray(new int[0], new double[0], Objects.requireNonNull(text));
  }

  /** Returns whether this is a text. */
  public boolean isText() {
    return text != null;
  }

  @Override
  public String toString() {
    return isText() ? "a text" : "numbers " + Arrays.toString(shape);
  }
}
