package io.github.diffusion4j.eval.search;

import java.util.function.IntPredicate;

/** Finds rows by hashes of 64 bits, by open addressing; 8 bytes a row. Not thread-safe to fill. */
final class RowTable {
  /** Odd, so that all bits of a hash have a part in its upper ones (Fibonacci hashing). */
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** One more than the row; 0 where there is none. */
  private final int[] slots;

  private final int shift;

  RowTable(int rows) {
    int bits = 65 - Long.numberOfLeadingZeros(Math.max(1, rows));
    slots = new int[1 << Math.min(bits, 30)];
    shift = Long.SIZE - Math.min(bits, 30);
    if (rows >= slots.length) {
      throw new IllegalArgumentException(rows + " rows; a table holds fewer than " + slots.length);
    }
  }

  /**
   * Returns the row of a hash that is the one looked for.
   *
   * @return -1 if there is none
   */
  int find(long hash, IntPredicate same) {
    return slots[slot(hash, same)] - 1;
  }

  /** Adds a row unless one of its hash is the same, and returns that one, or the row itself. */
  int add(int row, long hash, IntPredicate same) {
    int slot = slot(hash, same);
    if (slots[slot] == 0) {
      slots[slot] = row + 1;
    }
    return slots[slot] - 1;
  }

  private int slot(long hash, IntPredicate same) {
    int slot = (int) (hash * MIX >>> shift);
    while (slots[slot] != 0 && !same.test(slots[slot] - 1)) {
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }
}
