package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/** A batch whose pictures are each treated by a number of their own. */
final class PerPicture {
  private PerPicture() {}

  /** Returns the pictures, each multiplied by its number. */
  static Tensor times(Tensor x, double[] numbers) {
    // Sampling has one level for all: a plain number is cheaper than a broadcast.
    if (Arrays.stream(numbers).allMatch(number -> number == numbers[0])) {
      return x.multiply(numbers[0]);
    }
    return x.multiply(x.engine().tensor(numbers, Shape.of(lengths(x)), x.type()));
  }

  /** Returns each picture's elements in a row: {@code [N, elements]}. */
  static Tensor rows(Tensor x) {
    return x.reshape(x.shape().dim(0), -1);
  }

  /** Returns one number a picture, {@code [N, 1]}, so that it broadcasts over the pictures x. */
  static Tensor broadcastable(Tensor numbers, Tensor x) {
    return numbers.reshape(lengths(x));
  }

  private static int[] lengths(Tensor x) {
    int[] lengths = new int[x.shape().rank()];
    Arrays.fill(lengths, 1);
    lengths[0] = x.shape().dim(0);
    return lengths;
  }
}
