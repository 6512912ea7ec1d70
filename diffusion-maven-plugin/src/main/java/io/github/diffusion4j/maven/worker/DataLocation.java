package io.github.diffusion4j.maven.worker;

import java.nio.file.Path;

/** Says what the user's {@code diffusion.data} names. */
public final class DataLocation {

  /** Name of the built-in data set; a folder of that name is written {@code ./shapes}. */
  public static final String SHAPES = "shapes";

  private DataLocation() {}

  /**
   * Returns the built-in name as it is, and a path made absolute against a folder.
   *
   * @param data what the user wrote; null and blank stay null
   * @param base absolute folder that relative paths start from
   * @return {@code shapes}, an absolute path, or null when nothing was written
   */
  public static String resolve(String data, Path base) {
    if (data == null || data.isBlank()) {
      return null;
    }
    return data.equals(SHAPES) ? data : base.resolve(data).normalize().toString();
  }
}
