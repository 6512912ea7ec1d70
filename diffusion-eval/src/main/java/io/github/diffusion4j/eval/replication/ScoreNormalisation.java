package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.util.Arrays;

/**
 * Similarities less what a picture has with pictures that it certainly does not copy (Pizzi et al.
 * 2022, section 5.1): {@code s - beta * mean(background similarities of ranks first..last)}. A
 * picture that is like everything loses its advantage.
 *
 * @param beta such as 1
 * @param first rank, 0 for the most similar background picture
 * @param last rank, inclusive
 */
public record ScoreNormalisation(double beta, int first, int last) {

  /** The authors' numbers: beta 1, ranks 0 to 2. */
  public static ScoreNormalisation standard() {
    return new ScoreNormalisation(1, 0, 2);
  }

  /**
   * Checks the ranks.
   *
   * @throws IllegalArgumentException if the first is below 0 or above the last
   */
  public ScoreNormalisation {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(
          "ranks %d to %d; the first is 0 or more and not above the last".formatted(first, last));
    }
  }

  /**
   * Returns what to take off all similarities of a picture.
   *
   * @param background its similarities to the background pictures, in any order
   * @throws EvaluationException if there are fewer of them than ranks
   */
  public double offset(double[] background) {
    if (background.length <= last) {
      throw new EvaluationException(
          "%d background pictures for ranks %d to %d; give more pictures or take lower ranks"
              .formatted(background.length, first, last));
    }
    double[] sorted = background.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (int rank = first; rank <= last; rank++) {
      sum += sorted[sorted.length - 1 - rank];
    }
    return beta * sum / (last - first + 1);
  }

  /** Returns a similarity, normalised. */
  public double of(double similarity, double[] background) {
    return similarity - offset(background);
  }
}
