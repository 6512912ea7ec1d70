package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Pairs;

/**
 * The share of generated pictures that are nearer to the training set than to a held-out set of the
 * same size, equal distances counting half ("distance to closest record", as testers of synthetic
 * tables report it). 0.5 says no preference, 1 that all are nearer to the training set.
 *
 * <p>It cannot see a few copies among many pictures.
 */
public final class DistanceShare {
  private DistanceShare() {}

  /**
   * Returns the share, 0 to 1.
   *
   * @throws EvaluationException if the sets are not comparable, or training and held-out set are
   *     not equally large: the larger one would be nearer by its size alone
   */
  public static double of(Features generated, Features training, Features heldOut) {
    if (training.size() != heldOut.size()) {
      throw new EvaluationException(
          "%d training and %d held-out pictures; the larger set is nearer by its size alone: take %d of each"
              .formatted(
                  training.size(), heldOut.size(), Math.min(training.size(), heldOut.size())));
    }
    double[] toTraining = Pairs.toNearest(generated, training);
    double[] toHeldOut = Pairs.toNearest(generated, heldOut);
    double nearer = 0;
    for (int i = 0; i < toTraining.length; i++) {
      nearer += toTraining[i] < toHeldOut[i] ? 1 : toTraining[i] == toHeldOut[i] ? 0.5 : 0;
    }
    return nearer / toTraining.length;
  }

  /**
   * Returns the share as a mark for protection: {@code min(2 (1 - share), 1)}, 1 for no preference
   * and 0 if all are nearer to the training set.
   */
  public static double protection(double share) {
    return Math.min(2 * (1 - share), 1);
  }
}
