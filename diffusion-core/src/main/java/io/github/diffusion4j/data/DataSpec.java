package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Fit;
import java.util.Objects;

/**
 * Which data to learn from, and how to prepare it.
 *
 * @param path "shapes" or "close-ups" for the built-in shapes; else a folder of pictures, an
 *     archive of them (ZIP, TAR or TAR.gz), a folder or a range of TARs ("train-{000..009}.tar"),
 *     an IDX or CIFAR file or a folder of these ("./shapes" is a folder of that name), a folder of
 *     COCO's or Pascal VOC's layout, a COCO file or a list of VOC's
 * @param imageSize the pixels of a side, 1 to 2048
 * @param channels 1 for grey, 3 for RGB, 0 for what the data has: 1 if every picture is grey, else
 *     3
 * @param fit how a picture becomes a square
 * @param onUnreadable what to do about pictures that cannot be read
 * @param heldOut the share of pictures that is kept out of training, below 1; 0 for none. Which
 *     ones these are is decided by their contents ({@link Dataset#split})
 * @param cache the folder that keeps decoded pictures and digests of files for the next time;
 *     "auto" for {@code diffusion4j} in the user's folder for caches ({@code XDG_CACHE_HOME}, or
 *     {@code ~/.cache}), "none" to decode into the heap each time
 */
public record DataSpec(
    String path,
    int imageSize,
    int channels,
    Fit fit,
    Unreadable.Policy onUnreadable,
    double heldOut,
    String cache) {
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
    if (cache == null || cache.isBlank()) {
      throw new IllegalArgumentException("cache is blank; give a folder, 'auto' or 'none'");
    }
    if (imageSize < 1 || imageSize > LARGEST_SIZE) {
      throw new IllegalArgumentException(
          "the image size is 1 to " + LARGEST_SIZE + " pixels, not " + imageSize);
    }
    if (channels != 0 && channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "channels are 1 (grey), 3 (RGB) or 0 (as the data), not " + channels);
    }
    if (!(heldOut >= 0 && heldOut < 1)) {
      throw new IllegalArgumentException(
          "the share held out of training is 0 or more and below 1, not " + heldOut);
    }
  }

  /** Makes one that holds nothing out, without a cache. */
  public DataSpec(
      String path, int imageSize, int channels, Fit fit, Unreadable.Policy onUnreadable) {
    this(path, imageSize, channels, fit, onUnreadable, 0, CacheFolder.NONE);
  }

  /** Tells whether a cache setting is a word with a meaning and no folder. */
  public static boolean isWordForCache(String cache) {
    return cache.equals(CacheFolder.AUTO) || cache.equals(CacheFolder.NONE);
  }

  /** Tells whether a path means one of the built-in data sets and no file. */
  public static boolean isBuiltIn(String path) {
    return path.equals(SHAPES) || path.equals(CLOSE_UPS);
  }

  /**
   * Makes one with the defaults: channels as the data, centre crop, unreadable pictures skipped, no
   * cache.
   */
  public static DataSpec of(String path, int imageSize) {
    return new DataSpec(path, imageSize, 0, Fit.CROP, Unreadable.Policy.SKIP);
  }
}
