package io.github.diffusion4j.tensor;

import java.util.Arrays;

/**
 * Sees FLOAT32 products of queries with a portion of the rows, and measures exactly what they do
 * not rule out.
 *
 * <p>A row scores {@code q . r - h}, where h is 0 for inner products and {@code |r|^2 / 2} for
 * distances: {@code |q - r|^2 = |q|^2 - 2 (q . r - |r|^2 / 2)}.
 */
final class NearestFilter implements RowProducts {
  /** What rounding to float changes at most, relatively. */
  private static final double ROUNDING = 0x1p-24;

  /** How many products are one group when the first neighbours are guessed. */
  private static final int GROUP = 8;

  /** How many products are looked at before the first of them is measured. */
  private static final int RUN = 256;

  private final NearestNeighbours search;
  private final NearestLists nearest;
  private final boolean euclidean;
  private final int features;
  private final int offset;
  private final float[] rows;
  private final float[] halves;
  private final double longest;

  /** By query: a score below it is too small. */
  private final float[] gates;

  /**
   * @param offset of the portion's first row among all rows
   * @param rows the portion
   * @param norms the lengths of its rows
   */
  NearestFilter(NearestNeighbours search, int offset, float[] rows, double[] norms) {
    this.search = search;
    this.offset = offset;
    this.rows = rows;
    nearest = search.nearest;
    euclidean = search.measure == NearestNeighbours.Measure.SQUARED_EUCLIDEAN;
    features = rows.length / norms.length;
    halves = new float[norms.length];
    if (euclidean) {
      for (int i = 0; i < norms.length; i++) {
        halves[i] = (float) (norms[i] * norms[i] / 2);
      }
    }
    longest = Arrays.stream(norms).max().orElse(0);
    gates = new float[search.queryNorms.length];
    for (int i = 0; i < gates.length; i++) {
      gates[i] = gate(i);
    }
  }

  @Override
  public void accept(int query, int right, float[] products, int count) {
    if (gates[query] == Float.NEGATIVE_INFINITY) {
      gates[query] = firstGate(query, right, products, count);
    }
    for (int from = 0; from < count; from += RUN) {
      int to = Math.min(from + RUN, count);
      float gate = gates[query];
      if (passing(products, halves, right, from, to, gate) > 0) {
        for (int i = from; i < to; i++) {
          if (products[i] - halves[right + i] >= gate) {
            gate = measure(query, right + i);
          }
        }
      }
    }
  }

  /** Counts what passes: without a call in it, the loop takes a third of the time. */
  private static int passing(
      float[] products, float[] halves, int right, int from, int to, float gate) {
    int passing = 0;
    for (int i = from; i < to; i++) {
      if (products[i] - halves[right + i] >= gate) {
        passing++;
      }
    }
    return passing;
  }

  /** Measures a row exactly and returns the query's gate, which that may have raised. */
  private float measure(int query, int row) {
    int a = query * features;
    int b = row * features;
    double score =
        euclidean
            ? -Exact.squaredDistance(search.queryValues, a, rows, b, features)
            : Exact.product(search.queryValues, a, rows, b, features);
    if (nearest.offer(query, offset + row, score)) {
      gates[query] = Math.max(gates[query], gate(query));
    }
    return gates[query];
  }

  /** What the last of a query's neighbours scores, less what rounding can take from an equal. */
  private float gate(int query) {
    double last = nearest.last(query);
    double length = search.queryNorms[query];
    double score = euclidean ? (length * length + last) / 2 : last;
    return Math.nextDown((float) (score - margin(query)));
  }

  /**
   * A gate before there are k neighbours: the largest of each of some groups are different rows, so
   * k rows score at least as much as the k-th of those but for rounding, which may have raised them
   * and lowered a row that is as near.
   */
  private float firstGate(int query, int right, float[] products, int count) {
    float[] largest = new float[count / GROUP];
    if (nearest.k() > largest.length) {
      return Float.NEGATIVE_INFINITY;
    }
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < largest.length * GROUP; i++) {
      int group = i / GROUP;
      largest[group] = Math.max(largest[group], products[i] - halves[right + i]);
    }
    Arrays.sort(largest);
    return Math.nextDown((float) (largest[largest.length - nearest.k()] - 2 * margin(query)));
  }

  /**
   * How far a score can be off: a sum of d products by d times the rounding of the product of the
   * lengths, whatever the order of additions (Higham 2002, section 3.1).
   */
  private double margin(int query) {
    double error = (features + 4) * search.queryNorms[query] * longest;
    if (euclidean) {
      error += 2 * longest * longest;
    }
    return 1.01 * ROUNDING * error + features * (double) Float.MIN_NORMAL;
  }
}
