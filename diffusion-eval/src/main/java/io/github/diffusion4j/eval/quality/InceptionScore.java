package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;

/**
 * The Inception score's form for any classifier (Salimans et al. 2016, section 4):
 *
 * <pre>
 * exp(mean_x KL(p(y | x) || p(y)))
 * </pre>
 *
 * over consecutive splits of the pictures, split i from {@code i n / splits} to {@code (i + 1) n /
 * splits}. From 1 (all pictures alike to the classifier) to the number of classes.
 *
 * <p>It looks at generated pictures only, so it cannot see copies at all, nor variety within a
 * class, and means little on pictures that the classifier was not made for. Shuffle pictures that
 * come sorted by class before.
 *
 * @param mean over splits
 * @param deviation over splits, divided by their number
 */
public record InceptionScore(double mean, double deviation) {
  /** How far from 1 a picture's probabilities may add up to. */
  private static final double SLACK = 1e-3;

  /**
   * Computes it from class probabilities.
   *
   * @param probabilities {@code [pictures, classes]}, each row adding up to 1
   * @param splits at least 1, at most one a picture; papers take 10
   * @throws EvaluationException if there are no pictures, fewer than splits, or a row holds no
   *     probabilities
   */
  public static InceptionScore of(double[][] probabilities, int splits) {
    if (splits < 1 || splits > probabilities.length) {
      throw new EvaluationException(
          "an Inception score of %d pictures in %d splits; take at least 1 split, and a picture for each"
              .formatted(probabilities.length, splits));
    }
    for (int i = 0; i < probabilities.length; i++) {
      check(probabilities[i], i, probabilities[0].length);
    }
    double[] scores = new double[splits];
    for (int s = 0; s < splits; s++) {
      int from = (int) ((long) s * probabilities.length / splits);
      int to = (int) ((s + 1L) * probabilities.length / splits);
      scores[s] = score(Arrays.copyOfRange(probabilities, from, to));
    }
    double mean = Arrays.stream(scores).average().orElseThrow();
    double variance =
        Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElseThrow();
    return new InceptionScore(mean, Math.sqrt(variance));
  }

  private static void check(double[] row, int i, int classes) {
    double sum = Arrays.stream(row).sum();
    boolean negative = Arrays.stream(row).anyMatch(p -> p < 0);
    if (row.length != classes || negative || !(Math.abs(sum - 1) <= SLACK)) {
      throw new EvaluationException(
          "row %d holds %d numbers that add up to %s, the smallest %s; expected %d class probabilities, 0 or more, that add up to 1: apply softmax first"
              .formatted(i, row.length, sum, Arrays.stream(row).min().orElse(0), classes));
    }
  }

  private static double score(double[][] rows) {
    double[] marginal = new double[rows[0].length];
    for (double[] row : rows) {
      for (int c = 0; c < marginal.length; c++) {
        marginal[c] += row[c] / rows.length;
      }
    }
    double divergence = 0;
    for (double[] row : rows) {
      for (int c = 0; c < marginal.length; c++) {
        // p log p is 0 at p = 0.
        divergence += row[c] == 0 ? 0 : row[c] * (Math.log(row[c]) - Math.log(marginal[c]));
      }
    }
    return Math.exp(divergence / rows.length);
  }
}
