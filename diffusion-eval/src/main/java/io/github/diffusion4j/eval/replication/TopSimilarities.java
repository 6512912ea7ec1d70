package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import io.github.diffusion4j.eval.statistics.Quantiles;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cosine of each picture with its most similar one in another set, and what Somepalli et al.
 * 2023 (section 5) report of them: the 95th percentile is the model's score, and the histogram of
 * generated against training over training against training is the evidence.
 *
 * <p>The number depends on descriptor, preprocessing and the size of the searched set; only the
 * comparison with {@link #within} or held-out pictures says anything.
 *
 * @param values one a picture, -1 to 1
 * @param rows the index of the most similar picture; of equally similar ones the first
 */
public record TopSimilarities(double[] values, int[] rows) {
  private static final double BIN = 0.005;

  /**
   * Compares with another set.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable,
   *     or a row is all zeros
   */
  public static TopSimilarities between(Features pictures, Features searched) {
    return of(pictures.normalised(), searched.normalised(), new int[0]);
  }

  /**
   * Compares a set with itself, each picture with the others. It is 1 wherever the set holds a
   * duplicate: take those out before.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if there are fewer than 2
   */
  public static TopSimilarities within(Features pictures) {
    return within(pictures, IntStream.range(0, pictures.size()).toArray());
  }

  /**
   * Compares some pictures of a set with all others of it.
   *
   * @param some their indices
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if there are fewer than 2
   */
  public static TopSimilarities within(Features pictures, int[] some) {
    pictures.requireRows(2, "a comparison within a set");
    Features unit = pictures.normalised();
    return of(unit.select(some), unit, some);
  }

  /** A query is not compared with the row of its own index, if it has one. */
  private static TopSimilarities of(Features queries, Features rows, int[] own) {
    double[] top = new double[queries.size()];
    int[] matches = new int[queries.size()];
    Pairs.products(
        queries,
        rows,
        (query, cosines) -> {
          if (own.length > 0) {
            cosines[own[query]] = Double.NEGATIVE_INFINITY;
          }
          int best = 0;
          for (int row = 1; row < cosines.length; row++) {
            best = cosines[row] > cosines[best] ? row : best;
          }
          top[query] = cosines[best];
          matches[query] = best;
        });
    return new TopSimilarities(top, matches);
  }

  /** Returns a quantile, linear between order statistics; 0.95 is the model's score. */
  public double quantile(double share) {
    return Quantiles.linear(values, share);
  }

  /** Returns the mean. */
  public double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Returns the standard deviation, divided by their number. */
  public double deviation() {
    double mean = mean();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  /** Returns the share of pictures above a similarity. */
  public double shareAbove(double similarity) {
    return (double) Arrays.stream(values).filter(v -> v > similarity).count() / values.length;
  }

  /**
   * Returns the density in 200 bins of 0.005 from 0 to 1; below 0 counts as 0. Times 0.005 it adds
   * up to 1.
   */
  public double[] histogram() {
    int bins = (int) Math.round(1 / BIN);
    double[] density = new double[bins];
    for (double value : values) {
      int bin = (int) Math.max(0, Math.min(bins - 1, Math.floor(value / BIN)));
      density[bin] += 1 / BIN / values.length;
    }
    return density;
  }
}
