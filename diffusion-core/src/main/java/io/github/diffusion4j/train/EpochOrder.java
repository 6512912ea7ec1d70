package io.github.diffusion4j.train;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The order in which an epoch goes through the pictures: one of its own for each, from the seed.
 * Thread-safe.
 */
final class EpochOrder {
  /** Threads that prepare batches may be in neighbouring epochs. */
  private static final int REMEMBERED = 3;

  private final int size;
  private final long seed;
  private final Map<Long, int[]> orders =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, int[]> eldest) {
          return size() > REMEMBERED;
        }
      };

  EpochOrder(int size, long seed) {
    this.size = size;
    this.seed = seed;
  }

  /** Returns which picture comes at a position of the run, counted from 0. */
  int picture(long position) {
    return order(position / size)[(int) (position % size)];
  }

  /** Returns at which position of the run a picture comes in an epoch, counted from 0. */
  long position(long epoch, int picture) {
    int[] pictures = order(epoch);
    int at = 0;
    while (pictures[at] != picture) {
      at++;
    }
    return epoch * size + at;
  }

  private synchronized int[] order(long epoch) {
    return orders.computeIfAbsent(epoch, this::shuffled);
  }

  /** Fisher and Yates, from a stream of the epoch. */
  private int[] shuffled(long epoch) {
    int[] result = new int[size];
    RandomStream stream = RandomStream.of(seed, "order", epoch);
    for (int i = 0; i < result.length; i++) {
      int j = stream.nextInt(i + 1);
      result[i] = result[j];
      result[j] = i;
    }
    return result;
  }
}
