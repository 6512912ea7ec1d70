package io.github.diffusion4j.cli;

import io.github.diffusion4j.nn.UNetSpec;
import java.util.Locale;

/**
 * Roughly how much memory a U-Net takes: the right order of magnitude, for a person who asks which
 * knob to turn.
 */
final class MemoryEstimate {
  /** Arrays of one block's shape that its pass leaves behind for the gradients, and these. */
  private static final int TRAINING_ARRAYS = 18;

  /** Those alive at once when nothing is kept. */
  private static final int SAMPLING_ARRAYS = 6;

  /** Weight, gradient, two moments, moving average. */
  private static final int TRAINING_COPIES = 5;

  private MemoryEstimate() {}

  /** Returns the bytes of one training step. */
  static long training(UNetSpec network, int imageSize, int batchSize) {
    long blocks = 0;
    for (int level = 0; level < network.multipliers().size(); level++) {
      // On the way up there is one block more, and its input is joined with the way down's.
      double count = network.blocks() + 1.5 * (network.blocks() + 1);
      blocks += (long) (count * positions(network, level, imageSize));
    }
    return Float.BYTES
        * (blocks * TRAINING_ARRAYS * batchSize + TRAINING_COPIES * parameters(network));
  }

  /** Returns the bytes of one denoising step. */
  static long sampling(UNetSpec network, int imageSize, int batchSize) {
    long widest = 0;
    for (int level = 0; level < network.multipliers().size(); level++) {
      widest = Math.max(widest, positions(network, level, imageSize));
    }
    long perImage = (SAMPLING_ARRAYS + network.blocks()) * widest;
    // Twice: with guidance the network is asked with and without class.
    return Float.BYTES * (2 * perImage * batchSize + parameters(network));
  }

  /** Returns bytes as people say them. */
  static String format(long bytes) {
    double mebibytes = bytes / (1024.0 * 1024);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.0f MiB", Math.max(1, mebibytes))
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }

  private static long positions(UNetSpec network, int level, int imageSize) {
    long side = imageSize >> level;
    return side * side * channels(network, level);
  }

  private static long parameters(UNetSpec network) {
    long sum = 0;
    for (int level = 0; level < network.multipliers().size(); level++) {
      long channels = channels(network, level);
      // Two 3x3 convolutions a block, and half as much again for what takes joined input.
      sum += (network.blocks() * 18L + (network.blocks() + 1) * 27L) * channels * channels;
    }
    return sum;
  }

  private static long channels(UNetSpec network, int level) {
    return (long) network.baseChannels() * network.multipliers().get(level);
  }
}
