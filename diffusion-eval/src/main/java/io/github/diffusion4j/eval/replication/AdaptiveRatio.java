package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import java.util.Arrays;

/**
 * The adaptive distance of Carlini et al. 2023 (section 5.1), small for copies:
 *
 * <pre>
 * r(x) = d(x, x1) / (alpha * mean_(i = 1..n) d(x, xi))
 * </pre>
 *
 * with the Euclidean distances d to the n nearest training pictures, the nearest included. The
 * scale of d cancels. A picture like any other scores near {@code 1 / alpha} less the spread, so
 * the limit comes from held-out pictures, not from 1.
 *
 * <p>With few copies of one training picture among the n nearest it still works, unlike {@link
 * MemorisationRatio}; with n and more equal ones it cannot see them.
 *
 * @param alpha such as 0.5
 * @param neighbours n, such as 50
 */
public record AdaptiveRatio(double alpha, int neighbours) {

  /** The paper's numbers: alpha 0.5 and 50 neighbours. */
  public static AdaptiveRatio standard() {
    return new AdaptiveRatio(0.5, 50);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if alpha is not above 0 or neighbours below 1
   */
  public AdaptiveRatio {
    if (!(alpha > 0) || neighbours < 1) {
      throw new IllegalArgumentException(
          "alpha is %s over %d neighbours; alpha is above 0, and there is at least 1 neighbour"
              .formatted(alpha, neighbours));
    }
  }

  /**
   * Scores each generated picture; one that equals n training pictures scores {@code 1 / alpha}.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable
   *     or there are fewer than n training pictures
   */
  public double[] of(Features generated, Features training) {
    double[][] squared = Nearest.of(generated, training, neighbours).squared();
    return Arrays.stream(squared).mapToDouble(this::ratio).toArray();
  }

  private double ratio(double[] squared) {
    double mean = Arrays.stream(squared).map(Math::sqrt).average().orElseThrow();
    return (mean == 0 ? 1 : Math.sqrt(squared[0]) / mean) / alpha;
  }
}
