package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.Set;

/**
 * Says what the user's {@code diffusion.data}, {@code diffusion.cache} and {@code
 * diffusion.detector} name.
 */
public final class DataLocation {

  /** Names of the built-in data sets; a folder of such a name is written {@code ./shapes}. */
  private static final Set<String> BUILT_IN = Set.of("shapes", "close-ups");

  /** What a cache may be besides a folder. */
  private static final Set<String> CACHE_WORDS = Set.of("auto", "none");

  private DataLocation() {}

  /**
   * Returns the built-in name as it is, and a path made absolute against a folder.
   *
   * @param data what the user wrote; null and blank stay null
   * @param base absolute folder that relative paths start from
   * @return a built-in name, an absolute path, or null when nothing was written
   */
  public static String resolve(String data, Path base) {
    return resolve(data, base, BUILT_IN);
  }

  /**
   * Returns {@code auto} and {@code none} as they are, and a path made absolute against a folder.
   *
   * @param cache what the user wrote; null and blank stay null
   * @param base absolute folder that relative paths start from
   * @return a word, an absolute path, or null when nothing was written
   */
  public static String resolveCache(String cache, Path base) {
    return resolve(cache, base, CACHE_WORDS);
  }

  /**
   * Returns the path of a user's own network made absolute against a folder, and any name as it is.
   *
   * @param detector what the user wrote; null and blank stay null
   * @param base absolute folder that relative paths start from
   * @return a word, an absolute path, or null when nothing was written
   */
  public static String resolveDetector(String detector, Path base) {
    boolean path = ModelRuntime.of(detector) != ModelRuntime.NONE;
    return resolve(detector, base, path || detector == null ? Set.of() : Set.of(detector));
  }

  private static String resolve(String written, Path base, Set<String> words) {
    if (written == null || written.isBlank()) {
      return null;
    }
    return words.contains(written) ? written : base.resolve(written).normalize().toString();
  }
}
