package io.github.diffusion4j.train;

/**
 * The numbers of the training of a classifier.
 *
 * @param steps optimiser steps in all, 1 or more
 * @param batchSize pictures a step sees, 1 or more
 * @param learningRate of AdamW at the first step, above 0; it falls to 0 along a line
 * @param weightDecay of AdamW, 0 or more
 * @param horizontalFlip whether half of the pictures are mirrored
 * @param seed of every random choice
 * @param checkpointEvery steps between checkpoints, 1 or more
 */
public record ClassifierTrainingSpec(
    long steps,
    int batchSize,
    double learningRate,
    double weightDecay,
    boolean horizontalFlip,
    long seed,
    int checkpointEvery) {

  /** Checks every number. */
  public ClassifierTrainingSpec {
    require(steps >= 1, "steps", steps, "1 or more");
    require(batchSize >= 1, "batch-size", batchSize, "1 or more");
    require(learningRate > 0 && learningRate < 10, "learning-rate", learningRate, "above 0");
    require(weightDecay >= 0 && weightDecay < 100, "weight-decay", weightDecay, "0 or more");
    require(checkpointEvery >= 1, "checkpoint-every", checkpointEvery, "1 or more");
  }

  /** Makes one with the learning rate and weight decay of ADM (Dhariwal and Nichol 2021). */
  public ClassifierTrainingSpec(long steps, int batchSize, boolean horizontalFlip, long seed) {
    this(steps, batchSize, 3e-4, 0.05, horizontalFlip, seed, 1000);
  }

  /** Returns the learning rate of a step, counted from 1. */
  double learningRateAt(long step) {
    return learningRate * (1 - (step - 1) / (double) steps);
  }

  /** Returns how batches are made: as those of any training, with every label shown. */
  TrainingSpec batches() {
    return new TrainingSpec(
        steps,
        null,
        batchSize,
        1,
        learningRate,
        0,
        Decay.CONSTANT,
        weightDecay,
        1,
        0,
        0,
        horizontalFlip,
        seed,
        false,
        checkpointEvery,
        1);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
