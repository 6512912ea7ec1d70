package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * Rows of a portion that may be among the nearest of each of several queries, by scores in FLOAT32,
 * until they are measured exactly. One thread at a time may work on a query.
 */
final class NearestCandidates {
  private final int k;
  private final int capacity;
  private final int[] counts;
  private final int[] rows;
  private final float[] scores;

  /** By query: the k largest scores of all the portion's candidates so far, the largest first. */
  private final float[] largest;

  /** Takes exact measurements. */
  @FunctionalInterface
  interface Measurement {
    void measure(int query, int row);
  }

  NearestCandidates(int queries, int k) {
    this.k = k;
    capacity = 2 * k + 64;
    counts = new int[queries];
    rows = new int[Shape.of(queries, capacity).size()];
    scores = new float[rows.length];
    largest = new float[Shape.of(queries, k).size()];
  }

  /** Begins a portion, and forgets what is left of one that was broken off. */
  void begin() {
    Arrays.fill(counts, 0);
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
  }

  boolean full(int query) {
    return counts[query] == capacity;
  }

  /**
   * Adds a candidate of a query that is not full.
   *
   * @return the k-th largest score so far; minus infinity if there are fewer
   */
  float add(int query, int row, float score) {
    int at = query * capacity + counts[query]++;
    rows[at] = row;
    scores[at] = score;
    int first = query * k;
    int place = first + k - 1;
    if (score > largest[place]) {
      for (; place > first && largest[place - 1] < score; place--) {
        largest[place] = largest[place - 1];
      }
      largest[place] = score;
    }
    return largest[first + k - 1];
  }

  /**
   * Drops those of a query that score less than the gate; if that frees too little, measures all.
   */
  void makeRoom(int query, float gate, Measurement measurement) {
    int first = query * capacity;
    int kept = first;
    for (int i = first; i < first + counts[query]; i++) {
      if (scores[i] >= gate) {
        rows[kept] = rows[i];
        scores[kept] = scores[i];
        kept++;
      }
    }
    counts[query] = kept - first;
    if (counts[query] > capacity / 2) {
      measure(query, gate, measurement);
    }
  }

  /** Measures those of a query that score the gate at least, and forgets all of them. */
  void measure(int query, float gate, Measurement measurement) {
    int first = query * capacity;
    for (int i = first; i < first + counts[query]; i++) {
      if (scores[i] >= gate) {
        measurement.measure(query, rows[i]);
      }
    }
    counts[query] = 0;
  }
}
