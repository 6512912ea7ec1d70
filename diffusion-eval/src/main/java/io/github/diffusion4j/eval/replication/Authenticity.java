package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;

/**
 * AuthPct (Alaa et al. 2022, section 3.3): the percentage of generated pictures that are farther
 * from their nearest training picture than that one is from its own nearest.
 *
 * <p>0 for exact copies. What it is for an honest model depends on the number of features (some 69
 * in 16 dimensions), so compare with the same number for held-out pictures. It moves only when some
 * 5 % are copies, and cannot see copies of pictures that the training set holds twice.
 */
public final class Authenticity {
  private Authenticity() {}

  /**
   * Returns the percentage, 0 to 100.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable
   *     or there are fewer than 2 training pictures
   */
  public static double percent(Features generated, Features training) {
    generated.requireComparable(training);
    double[] within = Nearest.others(training, 1).squared(1);
    Nearest nearest = Nearest.of(generated, training, 1);
    int authentic = 0;
    for (int i = 0; i < generated.size(); i++) {
      authentic += within[nearest.rows()[i][0]] < nearest.squared()[i][0] ? 1 : 0;
    }
    return 100.0 * authentic / generated.size();
  }
}
