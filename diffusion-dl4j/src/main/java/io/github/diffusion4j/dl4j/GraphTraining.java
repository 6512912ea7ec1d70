package io.github.diffusion4j.dl4j;

import io.github.diffusion4j.train.Decay;
import io.github.diffusion4j.train.TrainingSpec;

/**
 * The numbers of a training that the graph's own configuration does not have: learning rate,
 * updater, weight decay and clipping are said there.
 *
 * @param batchSize pictures a step sees, 1 or more
 * @param emaDecay of the parameters' exponential moving average, 0 to below 1; warmed up as {@code
 *     min(emaDecay, (1 + n) / (10 + n))}
 * @param labelDropout the share of labels hidden in training, 0 to 1, so that guidance without a
 *     classifier is possible
 * @param horizontalFlip whether half of the pictures are mirrored
 * @param seed of order, flips, hidden labels and noise
 */
public record GraphTraining(
    int batchSize, double emaDecay, double labelDropout, boolean horizontalFlip, long seed) {

  /** Checks every number. */
  public GraphTraining {
    spec(batchSize, emaDecay, labelDropout, horizontalFlip, seed);
  }

  /** What core draws batches by. */
  TrainingSpec spec() {
    return spec(batchSize, emaDecay, labelDropout, horizontalFlip, seed);
  }

  /** Returns how much of the average stays in the update after so many. */
  double emaDecay(long updates) {
    return Math.min(emaDecay, (1.0 + updates) / (10.0 + updates));
  }

  /** The graph's updater does the rest, so the other numbers are any that are allowed. */
  private static TrainingSpec spec(
      int batchSize, double emaDecay, double labelDropout, boolean horizontalFlip, long seed) {
    return new TrainingSpec(
        1,
        null,
        batchSize,
        1,
        1e-3,
        0,
        Decay.CONSTANT,
        0,
        1,
        emaDecay,
        labelDropout,
        horizontalFlip,
        seed,
        false,
        1,
        1);
  }
}
