package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;
import java.util.Arrays;

/**
 * The distance that MiFID divides by (Bai et al. 2021, section 3):
 *
 * <pre>
 * mean_i min_j (1 - |cos(g_i, t_j)|)
 * </pre>
 *
 * over generated g and training pictures t, or 1 where that is the limit or more. The order counts:
 * some libraries put real pictures first and get another number.
 *
 * <p>A mean over all pictures: a few copies do not move it.
 *
 * @param mean 0 to 1
 * @param thresholded the mean if below the limit, 1 else
 */
public record MemorisationDistance(double mean, double thresholded) {
  private static final double OFFSET = 1e-15;

  /**
   * Measures generated pictures.
   *
   * @param limit 0.1 for features of Inception, 0.25 for those of NASNet
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable,
   *     or a row is all zeros
   */
  public static MemorisationDistance of(Features generated, Features training, double limit) {
    double[] smallest = new double[generated.size()];
    Pairs.products(
        generated.normalised(),
        training.normalised(),
        (query, cosines) ->
            smallest[query] =
                Arrays.stream(cosines).map(cosine -> 1 - Math.abs(cosine)).min().orElseThrow());
    double mean = Arrays.stream(smallest).average().orElseThrow();
    return new MemorisationDistance(mean, mean < limit ? mean : 1);
  }

  /** Returns MiFID: a Fréchet distance divided by this, which makes it large for copying. */
  public double penalised(double frechetDistance) {
    return frechetDistance / (thresholded + OFFSET);
  }
}
