package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;
import java.util.Set;

/** Says what the user's {@code diffusion.data} names. */
public final class DataLocation {

  /** Names of the built-in data sets; a folder of such a name is written {@code ./shapes}. */
  private static final Set<String> BUILT_IN = Set.of("shapes", "close-ups");

  private DataLocation() {}

  /**
   * Returns the built-in name as it is, and a path made absolute against a folder.
   *
   * @param data what the user wrote; null and blank stay null
   * @param base absolute folder that relative paths start from
   * @return a built-in name, an absolute path, or null when nothing was written
   */
  public static String resolve(String data, Path base) {
    if (data == null || data.isBlank()) {
      return null;
    }
    return BUILT_IN.contains(data) ? data : base.resolve(data).normalize().toString();
  }
}
