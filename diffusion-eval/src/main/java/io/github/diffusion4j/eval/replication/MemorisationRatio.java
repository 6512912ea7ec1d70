package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import java.util.Arrays;

/**
 * How much nearer the nearest training picture is than the second nearest (Yoon et al. 2023, Gu et
 * al. 2023): {@code d(x, x1) / d(x, x2)}, 0 to 1, on pixels. A picture below 1/3 counts as
 * memorised.
 *
 * <p>It cannot see copies of pictures that the training set holds twice: the second is as near as
 * the first (0 / 0 counts as 1). Take duplicates out first, or use {@link AdaptiveRatio}.
 *
 * @param ratios one a generated picture
 * @param fraction of them below the threshold
 */
public record MemorisationRatio(double[] ratios, double fraction) {
  /** The threshold of the papers. */
  public static final double THRESHOLD = 1.0 / 3;

  /**
   * Measures generated pictures.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable
   *     or there are fewer than 2 training pictures
   */
  public static MemorisationRatio of(Features generated, Features training, double threshold) {
    double[] ratios =
        Arrays.stream(Nearest.of(generated, training, 2).squared())
            .mapToDouble(two -> two[1] == 0 ? 1 : Math.sqrt(two[0]) / Math.sqrt(two[1]))
            .toArray();
    long below = Arrays.stream(ratios).filter(ratio -> ratio < threshold).count();
    return new MemorisationRatio(ratios, (double) below / ratios.length);
  }
}
