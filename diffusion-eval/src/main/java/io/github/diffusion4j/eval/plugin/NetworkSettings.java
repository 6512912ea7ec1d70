package io.github.diffusion4j.eval.plugin;

/**
 * How a network is run.
 *
 * @param threads of the network's own, at least 1; a network of DL4J has the engine's and ignores
 *     it
 * @param batch how many pictures are described at once, at least 1. More are faster with small
 *     networks; but products of another size may differ in the last bits, and so may the rows of
 *     one picture in two batches
 * @param mostBytes the largest model, with all files of its weights
 */
public record NetworkSettings(int threads, int batch, long mostBytes) {
  /** Two threads, one picture at a time, models of up to 4 GB. */
  public static final NetworkSettings DEFAULT = new NetworkSettings(2, 1, 4L << 30);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  public NetworkSettings {
    if (threads < 1 || batch < 1 || mostBytes < 1) {
      throw new IllegalArgumentException(
          "threads %d, batch %d, most bytes %d; each is at least 1"
              .formatted(threads, batch, mostBytes));
    }
  }
}
