package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Fit;
import java.util.Objects;

/**
 * Which data to learn from, and how to prepare it.
 *
 * @param path "shapes" or "close-ups" for the built-in shapes; else an IDX file, a folder of
 *     pictures or IDX files, or a ZIP of pictures ("./shapes" is a folder of that name)
 * @param imageSize the pixels of a side, 1 to 2048
 * @param channels 1 for grey, 3 for RGB, 0 for what the data has: 1 if every picture is grey, else
 *     3
 * @param fit how a picture becomes a square
 * @param onUnreadable what to do about pictures that cannot be read
 */
public record DataSpec(
    String path, int imageSize, int channels, Fit fit, Unreadable.Policy onUnreadable) {
  /** The path that means the built-in shapes. */
  public static final String SHAPES = "shapes";

  /** The path that means the built-in shapes, each filling its picture. */
  public static final String CLOSE_UPS = "close-ups";

  private static final int LARGEST_SIZE = 2048;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException naming the value and what is allowed
   */
  public DataSpec {
    Objects.requireNonNull(fit, "fit");
    Objects.requireNonNull(onUnreadable, "onUnreadable");
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException(
          "the data path is empty; give a file, a folder, or '" + SHAPES + "'");
    }
    if (imageSize < 1 || imageSize > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "the image size is 1 to " + LARGEST_SIZE + " pixels, not " + imageSize);
    }
    if (channels != 0 && channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "channels are 1 (grey), 3 (RGB) or 0 (as the data), not " + channels);
    }
  }

  /** Tells whether a path means one of the built-in data sets and no file. */
  public static boolean isBuiltIn(String path) {
    return path.equals(SHAPES) || path.equals(CLOSE_UPS);
  }

  /**
   * Makes one with the defaults: channels as the data, centre crop, unreadable pictures skipped.
   */
  public static DataSpec of(String path, int imageSize) {
    return new DataSpec(path, imageSize, 0, Fit.CROP, Unreadable.Policy.SKIP);
  }
}
