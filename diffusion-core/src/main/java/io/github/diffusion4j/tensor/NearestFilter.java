package io.github.diffusion4j.tensor;

/**
 * Sees FLOAT32 products of queries with a portion of the rows, and measures exactly, at the
 * portion's end, what they do not rule out.
 *
 * <p>A row scores {@code q . r / l} by inner products, where l is the length that it was given, and
 * {@code q . r - |r|^2 / 2} by distances: {@code |q - r|^2 = |q|^2 - 2 (q . r - |r|^2 / 2)}.
 */
final class NearestFilter implements RowProducts {
  /** What rounding to float changes at most, relatively. */
  private static final double ROUNDING = 0x1p-24;

  /** How many products are asked at once whether one of them passes. */
  private static final int RUN = 16;

  private final NearestNeighbours search;
  private final NearestLists nearest;
  private final NearestCandidates candidates;
  private final boolean euclidean;
  private final int features;
  private final int offset;
  private final Tensor rows;
  private final double[] lengths;

  /** By row: half the square of its norm, for distances. */
  private final float[] halves;

  /** By row: what its products are multiplied by, for inner products. */
  private final float[] scales;

  private final double longest;
  private final double largestScale;

  /** By query: a score below it is too small. */
  private final float[] gates;

  /** Arrays of each thread: new ones for each call would fill gigabytes of fresh memory. */
  private final ThreadLocal<Scratch> scratch;

  /**
   * @param vector one row
   * @param excess half as long as the most products that come at once; grows with them
   */
  private record Scratch(float[] vector, float[] excess) {
    Scratch holding(int products) {
      return products <= excess.length ? this : new Scratch(vector, new float[products]);
    }
  }

  /**
   * @param offset of the portion's first row among all rows
   * @param rows the portion
   * @param norms the Euclidean norms of its rows
   * @param lengths what to divide products with its rows by; not used for distances
   */
  NearestFilter(
      NearestNeighbours search, int offset, Tensor rows, double[] norms, double[] lengths) {
    this.search = search;
    this.offset = offset;
    this.rows = rows;
    nearest = search.nearest;
    candidates = search.candidates;
    candidates.begin();
    euclidean = search.measure == NearestNeighbours.Measure.SQUARED_EUCLIDEAN;
    features = rows.shape().dim(1);
    this.lengths = lengths;
    halves = new float[norms.length];
    scales = new float[norms.length];
    double norm = 0;
    double scale = 0;
    for (int i = 0; i < norms.length; i++) {
      halves[i] = (float) (norms[i] * norms[i] / 2);
      scales[i] = (float) (1 / lengths[i]);
      norm = Math.max(norm, norms[i] / lengths[i]);
      scale = Math.max(scale, 1 / lengths[i]);
    }
    longest = norm;
    largestScale = scale;
    scratch = ThreadLocal.withInitial(() -> new Scratch(new float[features], new float[0]));
    gates = new float[search.queryNorms.length];
    for (int i = 0; i < gates.length; i++) {
      gates[i] = gate(i);
    }
  }

  @Override
  public void accept(int query, int right, float[] products, int count) {
    // Run i is every lanes-th product from i on.
    int lanes = count / RUN;
    float[] excess = excess(products, right, lanes, gates[query]);
    for (int i = 0; i < lanes; i++) {
      if (excess[i] > 0) {
        look(query, right, products, i, lanes, lanes * RUN);
      }
    }
    look(query, right, products, lanes * RUN, 1, count);
    if (right + count == halves.length) {
      candidates.measure(query, gates[query], this::measure);
    }
  }

  /** Takes those of some products that pass as candidates. */
  private void look(int query, int right, float[] products, int from, int step, int to) {
    for (int i = from; i < to; i += step) {
      int row = right + i;
      float score = euclidean ? products[i] - halves[row] : products[i] * scales[row];
      if (score >= gates[query]) {
        if (candidates.full(query)) {
          candidates.makeRoom(query, gates[query], this::measure);
        }
        raise(query, guess(query, candidates.add(query, row, score)));
      }
    }
  }

  /**
   * Returns for each run by how much its scores pass in all, which is 0 if none does: {@code x +
   * |x|} is 0 or positive, and so are sums of it. The compiler makes vector instructions of
   * additions, but not of comparisons.
   */
  private float[] excess(float[] products, int right, int lanes, float gate) {
    float below = Math.nextDown(gate);
    int half = lanes * RUN / 2;
    float[] excess = excessOf(half);
    if (euclidean) {
      for (int i = 0; i < half; i++) {
        float a = products[i] - halves[right + i] - below;
        float b = products[half + i] - halves[right + half + i] - below;
        excess[i] = a + Math.abs(a) + (b + Math.abs(b));
      }
    } else {
      for (int i = 0; i < half; i++) {
        float a = products[i] * scales[right + i] - below;
        float b = products[half + i] * scales[right + half + i] - below;
        excess[i] = a + Math.abs(a) + (b + Math.abs(b));
      }
    }
    for (half /= 2; half >= lanes && half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        excess[i] += excess[half + i];
      }
    }
    return excess;
  }

  private float[] excessOf(int products) {
    Scratch fitting = scratch.get().holding(products);
    scratch.set(fitting);
    return fitting.excess;
  }

  /** Measures a row exactly, which may raise the query's gate. */
  private void measure(int query, int row) {
    int a = query * features;
    float[] values = scratch.get().vector;
    rows.read(row * features, values);
    double score =
        euclidean
            ? -Exact.squaredDistance(search.queryValues, a, values, 0, features)
            : Exact.product(search.queryValues, a, values, 0, features) / lengths[row];
    if (nearest.offer(query, offset + row, score)) {
      raise(query, gate(query));
    }
  }

  private void raise(int query, float gate) {
    gates[query] = Math.max(gates[query], gate);
  }

  /** What the last of a query's neighbours scores, less what rounding can take from an equal. */
  private float gate(int query) {
    double last = nearest.last(query);
    double length = search.queryNorms[query];
    double score = euclidean ? (length * length + last) / 2 : last;
    return Math.nextDown((float) (score - margin(query)));
  }

  /**
   * A gate by candidates that were not measured: k rows score as much as the last of the best but
   * for rounding, which may have raised that one and lowered a row that is as near.
   */
  private float guess(int query, float last) {
    return Math.nextDown((float) (last - 2 * margin(query)));
  }

  /**
   * How far a score can be off: a sum of d products by d times the rounding of the product of the
   * lengths, whatever the order of additions (Higham 2002, section 3.1), and by a few more for the
   * scale, which is rounded too.
   */
  private double margin(int query) {
    double error = (features + 8) * search.queryNorms[query] * longest;
    if (euclidean) {
      error += 2 * longest * longest;
    }
    return 1.01 * ROUNDING * error + features * largestScale * Float.MIN_NORMAL;
  }
}
