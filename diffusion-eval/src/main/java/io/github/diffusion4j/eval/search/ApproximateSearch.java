package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;

/**
 * Finds the row of the largest cosine, or one that is nearly as large: by a graph of rows that are
 * near to each other (Malkov and Yashunin 2018, HNSW), as Lucene builds it, which a query walks
 * through. What is found is measured again in double precision; what is missed nobody sees, so
 * whoever uses it measures against {@link ExactSearch} how much that is.
 *
 * <p>Worth its building, which takes longer than many an exact search, only where one set is
 * searched by very many queries. Equal rows are in the graph once. Memory beside the rows: some 500
 * bytes a row. The same rows give the same graph. Thread-safe.
 */
public final class ApproximateSearch {
  /** Neighbours of a row in the graph, and rows looked at to find them. */
  private static final int CONNECTIONS = 32;

  private static final int BEAM = 200;
  private static final long SEED = 1;

  /** The best so many of the rows that a query passes are measured again. */
  private static final int CANDIDATES = 128;

  private final DescriptorSet rows;
  private final Duplicates duplicates;
  private final CosineScores scores;
  private final OnHeapHnswGraph graph;

  private ApproximateSearch(
      DescriptorSet rows, Duplicates duplicates, CosineScores scores, OnHeapHnswGraph graph) {
    this.rows = rows;
    this.duplicates = duplicates;
    this.scores = scores;
    this.graph = graph;
  }

  /**
   * Builds the graph.
   *
   * @throws EvaluationException if a row has no direction
   */
  public static ApproximateSearch over(DescriptorSet rows) {
    Duplicates duplicates = Duplicates.of(rows);
    CosineScores scores = CosineScores.of(rows, duplicates.representatives());
    try {
      OnHeapHnswGraph graph =
          HnswGraphBuilder.create(scores, CONNECTIONS, BEAM, SEED).build(scores.size());
      return new ApproximateSearch(rows, duplicates, scores, graph);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /**
   * Finds a nearest row of each query; of equal ones the first.
   *
   * @return one row and its cosine a query
   * @throws EvaluationException if the sets are not comparable, or a query has no direction
   */
  public Matches nearest(DescriptorSet queries) {
    queries.requireComparable(rows);
    return search(queries, false);
  }

  /**
   * Finds a nearest other row of each row: the row itself does not count, a row equal to it does.
   *
   * @throws EvaluationException if there is one row only
   */
  public Matches others() {
    if (rows.size() < 2) {
      throw new EvaluationException(
          "a search for the nearest others needs at least 2 pictures; these are " + rows);
    }
    return search(rows, true);
  }

  private Matches search(DescriptorSet queries, boolean withoutSelf) {
    int[][] found = new int[queries.size()][1];
    double[][] cosines = new double[queries.size()][1];
    IntStream.range(0, queries.size())
        .parallel()
        .forEach(
            query -> {
              Best best = best(Portion.range(queries, query, query + 1), withoutSelf);
              found[query][0] = best.row;
              cosines[query][0] = best.cosine;
            });
    return new Matches(found, cosines);
  }

  /** The best row so far. */
  private static final class Best {
    private int row = -1;
    private double cosine = Double.NEGATIVE_INFINITY;

    void offer(int other, double itsCosine) {
      if (itsCosine > cosine || itsCosine == cosine && other < row) {
        row = other;
        cosine = itsCosine;
      }
    }
  }

  private Best best(Portion query, boolean withoutSelf) {
    int self = withoutSelf ? query.numbers()[0] : -1;
    double length = query.lengths()[0];
    Best best = new Best();
    for (ScoreDoc candidate : candidates(query.values())) {
      int first = scores.row(candidate.doc);
      int row = first == self ? duplicates.next(first) : first;
      if (row >= 0) {
        best.offer(row, cosine(query.values(), length, row));
      }
    }
    if (best.row < 0) {
      // Nothing leads away from where the walk began; any row is an answer, and seen to be a bad
      // one.
      int any = self == 0 ? 1 : 0;
      best.offer(any, cosine(query.values(), length, any));
    }
    return best;
  }

  private double cosine(float[] query, double length, int row) {
    float[] other = rows.row(row);
    double product = 0;
    double square = 0;
    for (int i = 0; i < query.length; i++) {
      product += (double) query[i] * other[i];
      square += (double) other[i] * other[i];
    }
    return product / Math.sqrt(square) / length;
  }

  private ScoreDoc[] candidates(float[] query) {
    try {
      int wanted = Math.min(CANDIDATES, scores.size());
      return HnswGraphSearcher.search(scores.scorer(query), wanted, graph, null, Integer.MAX_VALUE)
          .topDocs()
          .scoreDocs;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
