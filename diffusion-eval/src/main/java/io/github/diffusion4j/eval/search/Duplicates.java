package io.github.diffusion4j.eval.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which rows of a set are the same. 8 bytes a row, and 16 more while they are looked for.
 *
 * <p>Rows of the same numbers come of pictures that are the same, or that their descriptor cannot
 * tell apart. Immutable.
 */
public final class Duplicates {
  private static final int NONE = -1;

  /** By row: the first one that is the same. */
  private final int[] first;

  /** By row: the next one that is the same. */
  private final int[] next;

  private final int distinct;

  private Duplicates(int[] first) {
    this.first = first;
    next = new int[first.length];
    Arrays.fill(next, NONE);
    int[] last = new int[first.length];
    int count = 0;
    for (int i = 0; i < first.length; i++) {
      if (first[i] == i) {
        count++;
      } else {
        next[last[first[i]]] = i;
      }
      last[first[i]] = i;
    }
    distinct = count;
  }

  /** Finds rows of the same numbers; 0 and -0 are the same. */
  public static Duplicates of(DescriptorSet set) {
    RowTable table = new RowTable(set.size());
    long[] hashes = new long[set.size()];
    float[] row = new float[set.dimensions()];
    float[] other = new float[set.dimensions()];
    return of(
        set.size(),
        i -> {
          set.read(i, 1, row);
          hashes[i] = hash(row);
          return table.add(
              i, hashes[i], each -> hashes[each] == hashes[i] && isSame(set, each, other, row));
        });
  }

  /** Takes for each row, in their order, the first one that is the same. */
  static Duplicates of(int rows, IntUnaryOperator first) {
    int[] found = new int[rows];
    for (int i = 0; i < rows; i++) {
      found[i] = first.applyAsInt(i);
    }
    return new Duplicates(found);
  }

  private static long hash(float[] row) {
    // Two chains side by side: one alone would wait for each multiplication.
    long even = 1;
    long odd = 1;
    for (int j = 0; j < row.length - 1; j += 2) {
      even = 31 * even + Float.floatToRawIntBits(row[j] + 0f);
      odd = 31 * odd + Float.floatToRawIntBits(row[j + 1] + 0f);
    }
    int last = Float.floatToRawIntBits(row[row.length - 1] + 0f);
    return (even * 0xC2B2AE3D27D4EB4FL ^ odd) * 31 + last;
  }

  private static boolean isSame(DescriptorSet set, int each, float[] other, float[] row) {
    set.read(each, 1, other);
    for (int j = 0; j < row.length; j++) {
      if (row[j] != other[j]) {
        return false;
      }
    }
    return true;
  }

  /** Returns how many rows there are if each is counted once. */
  public int distinct() {
    return distinct;
  }

  /** Returns the first row that is the same as a row: itself if there is none before. */
  public int first(int row) {
    return first[row];
  }

  /** Returns the next row that is the same as a row; -1 if there is none. */
  int next(int row) {
    return next[row];
  }

  /** Returns the first row of each group, in their order. */
  int[] representatives() {
    return IntStream.range(0, first.length).filter(row -> first[row] == row).toArray();
  }

  /** Returns the rows that are the same, of each such group at least two. */
  public List<List<Integer>> groups() {
    List<List<Integer>> groups = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      if (first[i] == i && next[i] != NONE) {
        List<Integer> group = new ArrayList<>();
        for (int row = i; row != NONE; row = next[row]) {
          group.add(row);
        }
        groups.add(List.copyOf(group));
      }
    }
    return groups;
  }
}
