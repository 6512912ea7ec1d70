package io.github.diffusion4j.eval.statistics;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Random orders and choices without replacement (Fisher and Yates). */
public final class Permutations {
  private Permutations() {}

  /** Returns 0 to {@code size - 1} in a random order. */
  public static int[] of(int size, RandomStream random) {
    return choose(size, size, random);
  }

  /**
   * Returns some of 0 to {@code size - 1}, none twice, in a random order.
   *
   * @throws IllegalArgumentException if more are asked for than there are
   */
  public static int[] choose(int chosen, int size, RandomStream random) {
    if (chosen < 0 || chosen > size) {
      throw new IllegalArgumentException(
          "%d of %d samples cannot be chosen without replacement; choose at most %d"
              .formatted(chosen, size, size));
    }
    int[] order = IntStream.range(0, size).toArray();
    for (int i = 0; i < chosen; i++) {
      int other = i + random.nextInt(size - i);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return Arrays.copyOf(order, chosen);
  }
}
