package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.tensor.Engine;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Finds the nearest rows of a set exactly: what is found, and its order, is that of double
 * precision over the sets' floats, whatever the engine and the order in which it adds up.
 *
 * <p>Queries are taken in blocks of 64 MB and rows pass each block in portions of 32 MB, so sets
 * may be larger than the memory. Equal rows are compared once, so that a set that holds one picture
 * many times takes no longer; that costs 16 bytes of heap a row, 24 while equal rows are looked
 * for, and allows sets of fewer than 2^30 rows. Thread-safe.
 */
public final class ExactSearch {
  private static final int QUERY_FLOATS = 1 << 24;
  private static final int ROW_FLOATS = 1 << 23;

  private final Comparison comparison;
  private final Scans scans;

  /** Makes what compares a portion of queries, and keeps the k best rows of each. */
  private interface Scans {
    Scan of(Portion queries, int k);
  }

  private ExactSearch(Comparison comparison, Scans scans) {
    this.comparison = comparison;
    this.scans = scans;
  }

  /**
   * Searches by any comparison.
   *
   * @param engine whose products are used
   */
  public static ExactSearch by(Comparison comparison, Engine engine) {
    if (comparison instanceof Comparison.Products products) {
      return new ExactSearch(
          comparison, (queries, k) -> ProductScan.products(queries, k, products, engine));
    }
    if (comparison instanceof Comparison.Tiles tiles) {
      return byTiles(tiles);
    }
    return new ExactSearch(comparison, (queries, k) -> ProductScan.distances(queries, k, engine));
  }

  /** Searches by tiles, which need no engine. */
  public static ExactSearch byTiles(Comparison.Tiles tiles) {
    return new ExactSearch(tiles, (queries, k) -> new TileScan(queries, k, tiles));
  }

  /** Which rows of the searched set do not count for a query. */
  private enum LeftOut {
    NONE,
    SELF,
    EQUAL
  }

  /**
   * Finds the k nearest rows of each query. A picture that is in both sets is found.
   *
   * @throws EvaluationException if the sets are not comparable, there are fewer than k rows, or a
   *     row has no direction where directions are compared
   */
  public Matches nearest(DescriptorSet queries, DescriptorSet rows, int k) {
    queries.requireComparable(rows);
    return search(queries, rows, k, LeftOut.NONE);
  }

  /**
   * Finds the k nearest other rows of each row: the row itself does not count, a row equal to it
   * does.
   *
   * @throws EvaluationException as above, or if there are not more than k rows
   */
  public Matches others(DescriptorSet rows, int k) {
    return search(rows, rows, k, LeftOut.SELF);
  }

  /**
   * Finds the k nearest different rows of each row: neither the row itself nor rows equal to it
   * count, and of equal ones only the first is found.
   *
   * @throws EvaluationException as above, or if there are not more than k different rows
   */
  public Matches differentOthers(DescriptorSet rows, int k) {
    return search(rows, rows, k, LeftOut.EQUAL);
  }

  private Matches search(DescriptorSet queries, DescriptorSet rows, int k, LeftOut leftOut) {
    if (k < 1) {
      throw new IllegalArgumentException(k + " nearest neighbours asked for; ask for at least 1");
    }
    comparison.requireDimensions(rows.dimensions());
    int wanted = leftOut == LeftOut.NONE ? k : k + 1;
    Duplicates duplicates = Duplicates.of(rows);
    requireRows(rows, duplicates, k, wanted, leftOut);
    int[] distinct = duplicates.representatives();
    int[][] found = new int[queries.size()][];
    double[][] values = new double[queries.size()][];
    int block = portion(QUERY_FLOATS, queries);
    for (int from = 0; from < queries.size(); from += block) {
      int to = Math.min(queries.size(), from + block);
      int most = Math.min(wanted, distinct.length);
      try (Scan scan = scans.of(Portion.range(queries, from, to), most)) {
        pass(rows, distinct, scan);
        BestRows best = scan.result();
        BestRows counted = new BestRows(to - from, k);
        DoubleUnaryOperator value = scan.value();
        for (int q = from; q < to; q++) {
          count(q, q - from, k, best, distinct, duplicates, leftOut, counted);
          found[q] = counted.rows(q - from);
          values[q] = Arrays.stream(counted.scores(q - from)).map(value).toArray();
        }
      }
    }
    return new Matches(found, values);
  }

  private static void requireRows(
      DescriptorSet rows, Duplicates duplicates, int k, int wanted, LeftOut leftOut) {
    boolean different = leftOut == LeftOut.EQUAL;
    int there = different ? duplicates.distinct() : rows.size();
    if (there < wanted) {
      throw new EvaluationException(
          "a search for %d nearest %s needs at least %d %s; these are %s%s"
              .formatted(
                  k,
                  different ? "different neighbours" : "neighbours",
                  wanted,
                  different ? "different pictures" : "pictures",
                  rows,
                  different ? ", of which " + there + " are different" : ""));
    }
  }

  private static void pass(DescriptorSet rows, int[] distinct, Scan scan) {
    boolean all = distinct.length == rows.size();
    int portion = portion(ROW_FLOATS, rows);
    for (int from = 0; from < distinct.length; from += portion) {
      int to = Math.min(distinct.length, from + portion);
      scan.accept(
          all
              ? Portion.range(rows, from, to)
              : Portion.of(rows, Arrays.copyOfRange(distinct, from, to)));
    }
  }

  private static int portion(int floats, DescriptorSet set) {
    return Math.max(1, floats / set.dimensions());
  }

  /** Takes those rows that count for a query of the distinct ones that were found for it. */
  private static void count(
      int query,
      int place,
      int k,
      BestRows best,
      int[] distinct,
      Duplicates duplicates,
      LeftOut leftOut,
      BestRows counted) {
    for (int rank = 0; rank < best.count(place); rank++) {
      int first = distinct[best.row(place, rank)];
      double score = best.score(place, rank);
      if (leftOut == LeftOut.EQUAL) {
        if (first != duplicates.first(query)) {
          counted.offer(place, first, score);
        }
        continue;
      }
      int fitting = k;
      for (int row = first; row >= 0 && fitting > 0; row = duplicates.next(row)) {
        if (leftOut == LeftOut.NONE || row != query) {
          counted.offer(place, row, score);
          fitting--;
        }
      }
    }
  }
}
