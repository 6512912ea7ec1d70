package io.github.diffusion4j.eval.learned;

import java.time.Duration;
import java.util.List;

/**
 * How a copy-detection network is trained.
 *
 * @param side of the pictures in the network, 8 to 256; 0 for the data's own from 24 to 64; smaller
 *     pictures are enlarged to 32, larger ones shrunk to 64
 * @param widths channels of each stage of the network, each of half the resolution of what is
 *     before
 * @param blocks residual blocks a stage
 * @param dimensions of a descriptor, 2 to 4096
 * @param steps of the optimiser, 1 or more
 * @param atMost training ends early, with its learning rate all the same fallen to 0, when so much
 *     time is over; null for never. What comes out then depends on the machine
 * @param batch pictures a step, 8 or more; each is seen in two views
 * @param temperature of the cosines, above 0
 * @param entropyWeight how much descriptors are driven apart, 0 or more
 * @param learningRate of AdamW after the first twentieth of the steps, above 0; it falls to 0 by a
 *     cosine
 * @param weightDecay of AdamW, 0 or more
 * @param augmentation what it learns to look past
 * @param seed of every random choice
 */
public record CopyNetworkSettings(
    int side,
    List<Integer> widths,
    int blocks,
    int dimensions,
    int steps,
    Duration atMost,
    int batch,
    double temperature,
    double entropyWeight,
    double learningRate,
    double weightDecay,
    CopyAugmentation augmentation,
    long seed) {
  private static final double WARM_UP = 0.05;

  /** Numbers that train for some minutes on one core, with pictures of 32 pixels a side. */
  public static CopyNetworkSettings standard() {
    return new CopyNetworkSettings(
        0,
        List.of(32, 64, 128),
        2,
        128,
        900,
        null,
        128,
        0.1,
        3,
        3e-3,
        0.01,
        CopyAugmentation.standard(),
        0);
  }

  /**
   * Numbers for copies of whole pictures: {@link CopyAugmentation#whole} and a lower temperature,
   * which drives what is nearly alike further apart.
   */
  public static CopyNetworkSettings wholeCopies() {
    CopyNetworkSettings standard = standard();
    return new CopyNetworkSettings(
        standard.side,
        standard.widths,
        standard.blocks,
        standard.dimensions,
        standard.steps,
        standard.atMost,
        standard.batch,
        0.05,
        standard.entropyWeight,
        standard.learningRate,
        standard.weightDecay,
        CopyAugmentation.whole(),
        standard.seed);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the number and what is allowed
   */
  public CopyNetworkSettings {
    require(side == 0 || side >= 8 && side <= 256, "side", side, "8 to 256, or 0 for the data's");
    require(dimensions >= 2, "dimensions", dimensions, "2 or more");
    require(steps >= 1, "steps", steps, "1 or more");
    require(
        atMost == null || !atMost.isNegative() && !atMost.isZero(),
        "atMost",
        atMost,
        "above zero, or null for no limit");
    require(batch >= 8, "batch", batch, "8 or more");
    require(temperature > 0, "temperature", temperature, "above 0, such as 0.05");
    require(entropyWeight >= 0, "entropyWeight", entropyWeight, "0 or more");
    require(learningRate > 0 && learningRate < 10, "learningRate", learningRate, "above 0");
    require(weightDecay >= 0 && weightDecay < 100, "weightDecay", weightDecay, "0 or more");
    require(augmentation != null, "augmentation", null, "given");
    widths = List.copyOf(widths);
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be " + allowed);
    }
  }

  /** Returns the same with other numbers of steps and pictures a step. */
  public CopyNetworkSettings withSteps(int newSteps, int newBatch) {
    return new CopyNetworkSettings(
        side,
        widths,
        blocks,
        dimensions,
        newSteps,
        atMost,
        newBatch,
        temperature,
        entropyWeight,
        learningRate,
        weightDecay,
        augmentation,
        seed);
  }

  /** Returns the same with another side of the pictures in the network. */
  public CopyNetworkSettings withSide(int newSide) {
    return new CopyNetworkSettings(
        newSide,
        widths,
        blocks,
        dimensions,
        steps,
        atMost,
        batch,
        temperature,
        entropyWeight,
        learningRate,
        weightDecay,
        augmentation,
        seed);
  }

  /** Returns the same with a limit of time. */
  public CopyNetworkSettings withAtMost(Duration limit) {
    return new CopyNetworkSettings(
        side,
        widths,
        blocks,
        dimensions,
        steps,
        limit,
        batch,
        temperature,
        entropyWeight,
        learningRate,
        weightDecay,
        augmentation,
        seed);
  }

  /** Returns the same with another seed. */
  public CopyNetworkSettings withSeed(long newSeed) {
    return new CopyNetworkSettings(
        side,
        widths,
        blocks,
        dimensions,
        steps,
        atMost,
        batch,
        temperature,
        entropyWeight,
        learningRate,
        weightDecay,
        augmentation,
        newSeed);
  }

  /** Returns the side of the pictures in the network, for data of that size. */
  int sideFor(int imageSize) {
    if (side > 0) {
      return side;
    }
    return imageSize < 24 ? 32 : Math.min(64, imageSize);
  }

  /** Returns the learning rate when a share of the training is over. */
  double learningRateAt(double progress) {
    return learningRate
        * Math.min(1, progress / WARM_UP)
        * (1 + Math.cos(Math.PI * Math.min(1, progress)))
        / 2;
  }
}
