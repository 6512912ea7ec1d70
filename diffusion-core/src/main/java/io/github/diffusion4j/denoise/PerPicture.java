package io.github.diffusion4j.denoise;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/**
 * Numbers that each picture of a batch has of its own, such as what its noise level makes of it.
 */
public final class PerPicture {
  private PerPicture() {}

  /**
   * Returns the numbers in a shape that broadcasts over a batch, {@code [N, 1, 1, 1]}.
   *
   * @param batch {@code [N, ...]}
   * @param numbers N of them
   */
  public static Tensor of(Tensor batch, double[] numbers) {
    return batch.engine().tensor(numbers, Shape.of(lengths(batch)), batch.type());
  }

  /** Returns each picture times its number; the same bits in any batch. */
  public static Tensor times(Tensor batch, double[] numbers) {
    if (Arrays.stream(numbers).anyMatch(number -> number != numbers[0])) {
      return batch.multiply(of(batch, numbers));
    }
    // Sampling has one number for all as a rule: a plain one is cheaper than a broadcast. It is
    // rounded as it would be in a tensor.
    boolean rounded = batch.type() == DataType.FLOAT32;
    return batch.multiply(rounded ? (float) numbers[0] : numbers[0]);
  }

  /** Returns the sum over each picture, {@code [N, 1, 1, 1]}. */
  public static Tensor sum(Tensor batch) {
    return batch.sum(inside(batch));
  }

  /** Returns the mean over each picture, {@code [N, 1, 1, 1]}. */
  public static Tensor mean(Tensor batch) {
    return batch.mean(inside(batch));
  }

  /** Returns each picture's elements in a row: {@code [N, elements]}. */
  static Tensor rows(Tensor batch) {
    return batch.reshape(batch.shape().dim(0), -1);
  }

  /** Returns one number a picture, {@code [N, 1]}, so that it broadcasts over the batch. */
  static Tensor broadcastable(Tensor numbers, Tensor batch) {
    return numbers.reshape(lengths(batch));
  }

  private static int[] inside(Tensor batch) {
    int[] dimensions = new int[batch.shape().rank() - 1];
    Arrays.setAll(dimensions, i -> i + 1);
    return dimensions;
  }

  private static int[] lengths(Tensor batch) {
    int[] lengths = new int[batch.shape().rank()];
    Arrays.fill(lengths, 1);
    lengths[0] = batch.shape().dim(0);
    return lengths;
  }
}
