package io.github.diffusion4j.eval.quality;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.statistics.Statistic;

/**
 * CMMD (Jayasumana et al. 2024, section 4): the squared maximum mean discrepancy of normalised
 * embeddings under a Gaussian kernel, all pairs counted, times a scale.
 *
 * <pre>
 * k(x, y) = exp(-|x - y|^2 / (2 sigma^2))
 * </pre>
 *
 * <p>Meant for embeddings of CLIP ViT-L/14 at 336 pixels with sigma 10 and scale 1000; the rows are
 * given a length of 1 here, so distances are at most 2 and the kernel is nearly linear: what it
 * sees is little more than the distance of means. Biased: above 0 for equal sources, the more the
 * fewer pictures.
 *
 * @param sigma the kernel's width, above 0
 * @param scale what the result is multiplied by
 */
public record Cmmd(double sigma, double scale) {

  /** The paper's numbers: sigma 10, scale 1000. */
  public static Cmmd standard() {
    return new Cmmd(10, 1000);
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if sigma is not above 0
   */
  public Cmmd {
    if (!(sigma > 0)) {
      throw new IllegalArgumentException("sigma is " + sigma + "; it is above 0, such as 10");
    }
  }

  /**
   * Compares two sets.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if they are not comparable, or a
   *     row is all zeros
   */
  public double between(Features x, Features y) {
    return scale
        * KernelSums.ofDistances(x.normalised(), y.normalised(), this::kernel)
            .squaredDiscrepancy(Estimator.BIASED);
  }

  /** Returns the distance of some of x from all of y, which costs little after the first. */
  Statistic ofSome(Features x, Features y) {
    PartialSums sums = PartialSums.ofDistances(x.normalised(), y.normalised(), this::kernel);
    return rows -> scale * sums.of(rows).squaredDiscrepancy(Estimator.BIASED);
  }

  private double kernel(double squared) {
    return Math.exp(-squared / (2 * sigma * sigma));
  }
}
