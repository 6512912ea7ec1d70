package io.github.diffusion4j.image;

import java.time.Duration;
import java.util.Objects;

/**
 * How pictures are read.
 *
 * @param maxPixels the largest product of width and height that is decoded, 1 or more
 * @param background what transparent pixels are laid over, 0xRRGGBB
 * @param timeLimit the longest that reading one picture may take before it is given up
 */
public record ReadOptions(long maxPixels, int background, Duration timeLimit) {
  /** 64 Mi pixels (a square of 8192x8192), over white, 20 seconds. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(ImageReader.DEFAULT_MAX_PIXELS, 0xFFFFFF, Duration.ofSeconds(20));

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public ReadOptions {
    Objects.requireNonNull(timeLimit, "timeLimit");
    if (maxPixels < 1) {
      throw new IllegalArgumentException("pictures have 1 pixel or more, not " + maxPixels);
    }
    if (background < 0 || background > 0xFFFFFF) {
      throw new IllegalArgumentException(
          "a background is a colour from 0x000000 to 0xFFFFFF, not 0x"
              + Integer.toHexString(background));
    }
    if (timeLimit.isNegative() || timeLimit.isZero()) {
      throw new IllegalArgumentException("a time limit is above zero, not " + timeLimit);
    }
  }

  /** Returns the same with another limit of pixels. */
  public ReadOptions withMaxPixels(long pixels) {
    return new ReadOptions(pixels, background, timeLimit);
  }

  /** Returns the same with another background, 0xRRGGBB. */
  public ReadOptions withBackground(int colour) {
    return new ReadOptions(maxPixels, colour, timeLimit);
  }

  /** Returns the same with another limit of time. */
  public ReadOptions withTimeLimit(Duration limit) {
    return new ReadOptions(maxPixels, background, limit);
  }
}
