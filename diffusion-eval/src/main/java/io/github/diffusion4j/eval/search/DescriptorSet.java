package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import java.util.List;

/**
 * Rows of finite floats that one descriptor made, one a picture, in a file ({@link
 * DescriptorStore}) or on the heap. Thread-safe.
 */
public sealed interface DescriptorSet permits DescriptorStore, HeapDescriptors {

  /**
   * Takes features, rounded to floats.
   *
   * @throws EvaluationException if a number is beyond the largest float
   */
  static DescriptorSet of(Features features) {
    return HeapDescriptors.of(features);
  }

  /**
   * Copies the rows of sets, one after the other, to the heap.
   *
   * @param sets at least one
   * @throws EvaluationException if they are not comparable
   */
  static DescriptorSet of(List<DescriptorSet> sets) {
    return HeapDescriptors.of(sets);
  }

  /** Returns what made the rows. */
  DescriptorIdentity descriptor();

  /** Returns the number of rows, at least 1. */
  int size();

  /** Returns the numbers of a row, at least 1. */
  int dimensions();

  /**
   * Reads rows.
   *
   * @param from the first of them
   * @param into takes {@code count * dimensions} numbers, from index 0 on
   * @throws EvaluationException if a row of a file is damaged, or not finite
   */
  void read(int from, int count, float[] into);

  /** Returns a row. */
  default float[] row(int row) {
    float[] values = new float[dimensions()];
    read(row, 1, values);
    return values;
  }

  /**
   * Refuses to be compared with a set of another descriptor or length.
   *
   * @throws EvaluationException if it is
   */
  default void requireComparable(DescriptorSet other) {
    descriptor().requireSame(other.descriptor());
    if (dimensions() != other.dimensions()) {
      throw new EvaluationException(
          "rows of %d and of %d features of %s cannot be compared; describe both sets alike"
              .formatted(dimensions(), other.dimensions(), descriptor()));
    }
  }
}
