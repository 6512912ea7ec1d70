package io.github.diffusion4j.data;

/** Opens data sets. */
public final class Datasets {
  private Datasets() {}

  /**
   * Reads a whole data set into memory, every picture fitted to its size.
   *
   * @throws DataException if the data is missing, empty, broken, of an unknown kind, or too large
   *     for the heap; or if a picture cannot be read and the spec says to fail then
   */
  public static Dataset open(DataSpec spec) {
    try (DataSource source = DataSource.at(spec.path())) {
      return source.open(spec);
    }
  }

  /**
   * Returns the manifest that {@link #open} would give, without decoding a picture.
   *
   * @throws DataException if the data is missing, empty or of an unknown kind
   */
  public static DataManifest manifest(DataSpec spec) {
    try (DataSource source = DataSource.at(spec.path())) {
      return source.manifest();
    }
  }

  /**
   * Returns the pictures of a data set at a lower resolution, made when they are asked for.
   *
   * @param imageSize a divisor of the data set's own
   * @throws IllegalArgumentException if it is no divisor
   */
  public static Dataset shrunken(Dataset data, int imageSize) {
    return imageSize == data.imageSize() ? data : new ShrunkenDataset(data, imageSize);
  }
}
