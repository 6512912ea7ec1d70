package io.github.diffusion4j.eval.replication;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;

/**
 * Whether the nearest real picture of a generated one is a training picture more often than chance.
 *
 * <p>Training and held-out pictures are pooled; c_i counts how often picture i of the pool is
 * nearest. If the model did not know which were trained on, the labels could be exchanged, and the
 * number S of nearest ones in the training set has
 *
 * <pre>
 * E = m nT / N
 * Var = nT nH / (N (N - 1)) * (sum c_i^2 - m^2 / N)
 * </pre>
 *
 * the exact moments of a random labelling, for sets of any sizes and pictures that are nearest to
 * many. Copying gives a large z. It cannot see less than some 10 % of copies.
 *
 * @param nearestInTraining S
 * @param expected E
 * @param variance Var
 * @param z {@code (S - E) / sqrt(Var)}; 0 where all labellings give the same S
 */
public record SplitPermutation(int nearestInTraining, double expected, double variance, double z) {

  /**
   * Runs the test.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if the sets are not comparable
   */
  public static SplitPermutation of(Features generated, Features training, Features heldOut) {
    int[] counts = new int[training.size() + heldOut.size()];
    for (int[] nearest : Nearest.of(generated, training.with(heldOut), 1).rows()) {
      counts[nearest[0]]++;
    }
    int inTraining = 0;
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      inTraining += i < training.size() ? counts[i] : 0;
      squares += (double) counts[i] * counts[i];
    }
    double m = generated.size();
    double all = counts.length;
    double expected = m * training.size() / all;
    double variance =
        training.size() / all * (heldOut.size() / (all - 1)) * (squares - m * m / all);
    double z = variance > 0 ? (inTraining - expected) / Math.sqrt(variance) : 0;
    return new SplitPermutation(inTraining, expected, variance, z);
  }
}
