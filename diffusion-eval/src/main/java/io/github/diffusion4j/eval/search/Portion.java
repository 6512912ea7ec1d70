package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Some rows of a set, on the heap.
 *
 * @param set that they are of
 * @param numbers of the rows in the set
 * @param values {@code [rows, dimensions]}
 */
record Portion(DescriptorSet set, int[] numbers, float[] values) {
  /** Below this a row has no direction that floats could tell. */
  private static final double LEAST_LENGTH = 1e-18;

  /** Reads rows from one index to another. */
  static Portion range(DescriptorSet set, int from, int to) {
    float[] values = new float[Math.multiplyExact(to - from, set.dimensions())];
    set.read(from, to - from, values);
    return new Portion(set, IntStream.range(from, to).toArray(), values);
  }

  /** Reads rows of certain numbers. */
  static Portion of(DescriptorSet set, int... numbers) {
    int dimensions = set.dimensions();
    float[] values = new float[Math.multiplyExact(numbers.length, dimensions)];
    float[] row = new float[dimensions];
    for (int i = 0; i < numbers.length; i++) {
      set.read(numbers[i], 1, row);
      System.arraycopy(row, 0, values, i * dimensions, dimensions);
    }
    return new Portion(set, numbers, values);
  }

  int count() {
    return numbers.length;
  }

  int dimensions() {
    return set.dimensions();
  }

  Tensor tensor(Engine engine) {
    return engine.tensor(values, Shape.of(count(), dimensions()));
  }

  /**
   * Returns the Euclidean length of each row.
   *
   * @throws EvaluationException if one has none
   */
  double[] lengths() {
    double[] lengths = new double[count()];
    IntStream.range(0, lengths.length)
        .parallel()
        .forEach(i -> lengths[i] = length(i * dimensions()));
    for (int i = 0; i < lengths.length; i++) {
      if (!(lengths[i] >= LEAST_LENGTH)) {
        throw new EvaluationException(
            "row %d of %s has length %s and no direction; leave that picture out"
                .formatted(numbers[i], set, lengths[i]));
      }
    }
    return lengths;
  }

  private double length(int from) {
    double sum = 0;
    for (int j = from; j < from + dimensions(); j++) {
      sum += (double) values[j] * values[j];
    }
    return Math.sqrt(sum);
  }
}
