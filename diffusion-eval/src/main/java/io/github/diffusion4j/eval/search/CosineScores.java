package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/**
 * Cosines in single precision of some rows of a set, as a graph asks for them.
 *
 * @param set that the rows are of
 * @param rows by node of the graph: which row it is
 * @param lengths by node
 */
record CosineScores(DescriptorSet set, int[] rows, float[] lengths)
    implements RandomVectorScorerSupplier {
  /** Rows that are measured at once. */
  private static final int RUN = 1024;

  /**
   * Measures the rows.
   *
   * @throws EvaluationException if one has no direction
   */
  static CosineScores of(DescriptorSet set, int[] rows) {
    float[] lengths = new float[rows.length];
    for (int from = 0; from < rows.length; from += RUN) {
      int to = Math.min(rows.length, from + RUN);
      double[] some = Portion.of(set, Arrays.copyOfRange(rows, from, to)).lengths();
      for (int i = from; i < to; i++) {
        lengths[i] = (float) some[i - from];
      }
    }
    return new CosineScores(set, rows, lengths);
  }

  int size() {
    return rows.length;
  }

  int row(int node) {
    return rows[node];
  }

  @Override
  public RandomVectorScorer scorer(int node) {
    return scorer(set.row(rows[node]));
  }

  /** Compares with a row that need not be in the set; of one query all scores have one factor. */
  RandomVectorScorer scorer(float[] query) {
    return new Scorer(query, new float[query.length]);
  }

  @Override
  public RandomVectorScorerSupplier copy() {
    return this;
  }

  private final class Scorer implements RandomVectorScorer {
    private final float[] query;
    private final float[] row;

    Scorer(float[] query, float[] row) {
      this.query = query;
      this.row = row;
    }

    @Override
    public float score(int node) {
      set.read(rows[node], 1, row);
      return product(query, row) / lengths[node];
    }

    @Override
    public int maxOrd() {
      return size();
    }
  }

  /** Adds up in four parts, as one alone would wait for each addition. */
  private static float product(float[] a, float[] b) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}
