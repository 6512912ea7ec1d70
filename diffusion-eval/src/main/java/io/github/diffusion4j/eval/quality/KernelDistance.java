package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The kernel distance, KID with the Inception network (Bińkowski et al. 2018, section 4): the
 * squared maximum mean discrepancy under the kernel
 *
 * <pre>
 * k(x, y) = (gamma x . y + coefficient)^degree,  gamma = 1 / d where it is 0
 * </pre>
 *
 * <p>Unbiased, so it depends little on the number of pictures, and is below 0 about half the time
 * for equal sources: it is never clamped. Papers print it times 1000. It cannot see a few copies,
 * and of a set with itself it is negative.
 *
 * @param degree such as 3
 * @param gamma the factor of the product, or 0 for {@code 1 / d}
 * @param coefficient what is added to the product
 */
public record KernelDistance(int degree, double gamma, double coefficient) {

  /** The paper's kernel: cubic, {@code (x . y / d + 1)^3}. */
  public static KernelDistance cubic() {
    return new KernelDistance(3, 0, 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the degree is below 1 or gamma below 0
   */
  public KernelDistance {
    if (degree < 1 || !(gamma >= 0)) {
      throw new IllegalArgumentException(
          "a kernel of degree %d and gamma %s; the degree is at least 1, gamma 0 or more"
              .formatted(degree, gamma));
    }
  }

  /**
   * Estimates the squared discrepancy from all pairs.
   *
   * @throws EvaluationException if the sets are not comparable or too small for the estimator
   */
  public double between(Features x, Features y, Estimator estimator) {
    double factor = gamma == 0 ? 1.0 / x.dimensions() : gamma;
    return KernelSums.ofProducts(x, y, product -> power(factor * product + coefficient))
        .squaredDiscrepancy(estimator);
  }

  private double power(double base) {
    double result = 1;
    for (int i = 0; i < degree; i++) {
      result *= base;
    }
    return result;
  }

  /**
   * The distance over random subsets, as most papers have it.
   *
   * @param mean over subsets
   * @param deviation over subsets, divided by their number; not the error of the mean, as subsets
   *     overlap
   */
  public record Subsets(double mean, double deviation, int subsets, int size) {}

  /**
   * Estimates without bias over random subsets of both sets, drawn without replacement; papers take
   * 100 of 1000.
   *
   * @throws EvaluationException if a set has fewer rows than a subset
   */
  public Subsets overSubsets(Features x, Features y, int subsets, int size, long seed) {
    x.requireRows(size, "a subset of " + size);
    y.requireRows(size, "a subset of " + size);
    if (subsets < 1) {
      throw new EvaluationException(
          subsets + " subsets asked for; ask for at least 1, such as 100");
    }
    double[] values =
        IntStream.range(0, subsets)
            .mapToDouble(
                i -> {
                  RandomStream random = RandomStream.of(seed, "eval.kid", i);
                  Features left = x.select(Permutations.choose(size, x.size(), random));
                  Features right = y.select(Permutations.choose(size, y.size(), random));
                  return between(left, right, Estimator.UNBIASED);
                })
            .toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new Subsets(mean, Math.sqrt(variance), subsets, size);
  }
}
