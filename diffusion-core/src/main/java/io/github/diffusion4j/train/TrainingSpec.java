package io.github.diffusion4j.train;

import io.github.diffusion4j.nn.UNetPorts;
import io.github.diffusion4j.noise.Formulation;
import java.time.Duration;

/**
 * The numbers of a training run.
 *
 * @param steps optimiser steps in all, 1 or more
 * @param maxDuration stops after this time, checkpointed, even if steps are left; null for no limit
 * @param batchSize images an optimiser step sees, 1 or more
 * @param accumulation into how many parts a batch is split to save memory; divides the batch size
 * @param learningRate of AdamW after the warm-up, above 0
 * @param warmupSteps over which the learning rate rises linearly from 0
 * @param decay how the learning rate goes on from there
 * @param decaySteps after which decay inverse-root begins, 1 or more; 70,000 in the paper
 * @param weightDecay of AdamW, 0 or more
 * @param gradientClip the largest global gradient norm, above 0; larger ones are scaled down
 * @param emaDecay of the weights' exponential moving average, 0 to below 1; warmed up as {@code
 *     min(emaDecay, (1 + n) / (10 + n))}
 * @param average how else weights are averaged
 * @param labelDropout the share of labels hidden in training, 0 to 1, so that guidance without a
 *     classifier is possible
 * @param horizontalFlip whether half of the pictures are mirrored
 * @param augmentation how else pictures are varied
 * @param objective what is done to pictures and noise before the loss
 * @param seed of every random choice
 * @param gradientCheckpointing whether blocks are computed again for the gradients instead of
 *     keeping their inner results: less memory, more time, the same numbers up to rounding
 * @param checkpointEvery steps between checkpoints, 1 or more
 * @param keepCheckpoints how many checkpoints stay on disk, 1 or more
 */
public record TrainingSpec(
    long steps,
    Duration maxDuration,
    int batchSize,
    int accumulation,
    double learningRate,
    int warmupSteps,
    Decay decay,
    long decaySteps,
    double weightDecay,
    double gradientClip,
    double emaDecay,
    AverageSpec average,
    double labelDropout,
    boolean horizontalFlip,
    AugmentationSpec augmentation,
    ObjectiveSpec objective,
    long seed,
    boolean gradientCheckpointing,
    int checkpointEvery,
    int keepCheckpoints) {

  /** Checks every number. */
  public TrainingSpec {
    require(steps >= 1, "steps", steps, "1 or more");
    require(
        maxDuration == null || (!maxDuration.isNegative() && !maxDuration.isZero()),
        "max-duration",
        maxDuration,
        "above zero, for example PT20M");
    require(batchSize >= 1, "batch-size", batchSize, "1 or more");
    require(
        accumulation >= 1 && batchSize % accumulation == 0,
        "accumulation",
        accumulation,
        "1 or more and a divisor of the batch size " + batchSize);
    require(learningRate > 0 && learningRate < 10, "learning-rate", learningRate, "above 0");
    require(warmupSteps >= 0, "warmup-steps", warmupSteps, "0 or more");
    require(decay != null, "decay", null, "constant, cosine or inverse-root");
    require(decaySteps >= 1, "decay-steps", decaySteps, "1 or more");
    require(average != null, "average", null, "a section");
    require(augmentation != null, "augmentation", null, "a section");
    require(objective != null, "objective", null, "a section");
    require(weightDecay >= 0 && weightDecay < 100, "weight-decay", weightDecay, "0 or more");
    require(gradientClip > 0, "gradient-clip", gradientClip, "above 0");
    require(emaDecay >= 0 && emaDecay < 1, "ema-decay", emaDecay, "0 or more and below 1");
    require(labelDropout >= 0 && labelDropout <= 1, "label-dropout", labelDropout, "from 0 to 1");
    require(checkpointEvery >= 1, "checkpoint-every", checkpointEvery, "1 or more");
    require(keepCheckpoints >= 1, "keep-checkpoints", keepCheckpoints, "1 or more");
  }

  /** Makes those of a run without anything special. */
  public TrainingSpec(
      long steps,
      Duration maxDuration,
      int batchSize,
      int accumulation,
      double learningRate,
      int warmupSteps,
      Decay decay,
      double weightDecay,
      double gradientClip,
      double emaDecay,
      double labelDropout,
      boolean horizontalFlip,
      long seed,
      boolean gradientCheckpointing,
      int checkpointEvery,
      int keepCheckpoints) {
    this(
        steps,
        maxDuration,
        batchSize,
        accumulation,
        learningRate,
        warmupSteps,
        decay,
        70_000,
        weightDecay,
        gradientClip,
        emaDecay,
        AverageSpec.STANDARD,
        labelDropout,
        horizontalFlip,
        AugmentationSpec.NONE,
        ObjectiveSpec.PLAIN,
        seed,
        gradientCheckpointing,
        checkpointEvery,
        keepCheckpoints);
  }

  /**
   * Returns what the network of such a run takes and gives: where all labels are hidden it has no
   * classes, and where some are, or a picture has none, it also knows pictures without a class.
   *
   * @param data what its pictures are
   * @param formulation decides whether it also says a variance
   */
  public UNetPorts ports(UNetPorts data, Formulation formulation) {
    UNetPorts told = labelDropout == 1 ? UNetPorts.of(data.imageSize(), data.channels()) : data;
    boolean always = labelDropout == 0 && !data.noClass() && data.classes() > 0;
    UNetPorts classes =
        always ? told : UNetPorts.of(data.imageSize(), data.channels(), told.classes());
    return classes
        .withOutputChannels(formulation.outputChannels(data.channels()))
        .withAugmentation(objective.augmentation() > 0 ? Augmentation.LABEL : 0);
  }

  /** Returns the same with other things done to pictures and noise. */
  public TrainingSpec withObjective(ObjectiveSpec other) {
    return with(
        average, augmentation, other, gradientCheckpointing, checkpointEvery, keepCheckpoints);
  }

  /** Returns the same with pictures varied in another way. */
  public TrainingSpec withAugmentation(AugmentationSpec other) {
    return with(average, other, objective, gradientCheckpointing, checkpointEvery, keepCheckpoints);
  }

  /** Returns whether a picture may look different each time it is seen, but for noise. */
  boolean variesPictures() {
    return horizontalFlip || !augmentation.changesNothing() || objective.augmentation() > 0;
  }

  /** Returns the same with another average. */
  public TrainingSpec withAverage(AverageSpec other) {
    return with(
        other, augmentation, objective, gradientCheckpointing, checkpointEvery, keepCheckpoints);
  }

  /**
   * Returns what decides the weights: what is computed twice or saved, how often and how long,
   * changes none but by rounding.
   */
  TrainingSpec essentials() {
    return with(average, augmentation, objective, false, 1, 1);
  }

  private TrainingSpec with(
      AverageSpec otherAverage,
      AugmentationSpec otherAugmentation,
      ObjectiveSpec otherObjective,
      boolean checkpointing,
      int every,
      int keep) {
    return new TrainingSpec(
        steps,
        maxDuration,
        batchSize,
        accumulation,
        learningRate,
        warmupSteps,
        decay,
        decaySteps,
        weightDecay,
        gradientClip,
        emaDecay,
        otherAverage,
        labelDropout,
        horizontalFlip,
        otherAugmentation,
        otherObjective,
        seed,
        checkpointing,
        every,
        keep);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }
}
