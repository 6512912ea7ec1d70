package io.github.diffusion4j.data;

import java.util.Locale;

/** Checks that pictures fit into the heap before they are read into it. */
final class MemoryBudget {
  /** The object and array headers and the reference of one picture. */
  private static final int OVERHEAD_BYTES = 64;

  /** The share of the heap that data may take: the rest is for decoding and for training. */
  private static final double SHARE = 0.7;

  private MemoryBudget() {}

  /** Returns the bytes that so many pictures take. */
  static long estimate(long pictures, int imageSize, int channels) {
    return pictures * ((long) imageSize * imageSize * channels + OVERHEAD_BYTES);
  }

  static void require(String what, long pictures, int imageSize, int channels) {
    require(what, pictures, imageSize, channels, Runtime.getRuntime().maxMemory());
  }

  static void require(String what, long pictures, int imageSize, int channels, long heap) {
    long needed = estimate(pictures, imageSize, channels);
    if (needed > heap * SHARE) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %,d pictures of %dx%dx%d take %s in memory, more than %.0f %% of the heap of %s."
                  + " Raise the heap to %d GB (-Xmx%<dg; in Maven -Ddiffusion.maxHeap=%<dg), or"
                  + " choose a smaller image size.",
              what,
              pictures,
              imageSize,
              imageSize,
              channels,
              ByteCount.text(needed),
              SHARE * 100,
              ByteCount.text(heap),
              (long) Math.ceil(needed / SHARE / (1 << 30)) + 1));
    }
  }
}
