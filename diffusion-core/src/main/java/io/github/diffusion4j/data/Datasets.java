package io.github.diffusion4j.data;

import io.github.diffusion4j.store.DigestIndex;
import java.util.ArrayList;
import java.util.Optional;

/** Opens data sets. */
public final class Datasets {
  private Datasets() {}

  /** One for all, so that what is held out of one training is held out of the next. */
  private static final String SALT = "held-out";

  /**
   * Opens a data set but for what the spec holds out, every picture fitted to its size: in the
   * heap, or, if the spec names a cache and the pictures are files of their own or in an archive,
   * in a file mapped into memory that is made when there is none of just these.
   *
   * @throws DataException if the data is missing, empty, broken, of an unknown kind, or too large
   *     for the heap; if a picture cannot be read and the spec says to fail then; if files changed
   *     while they were read; or if the cache cannot be written
   */
  public static Dataset open(DataSpec spec) {
    Dataset all = all(spec);
    return spec.heldOut() == 0 ? all : all.split(spec.heldOut(), SALT).training();
  }

  /**
   * Reads what {@link #open} leaves out because the spec holds it out.
   *
   * @throws DataException as {@link #open} does
   * @throws IllegalArgumentException if the spec holds nothing out
   */
  public static Dataset heldOut(DataSpec spec) {
    if (spec.heldOut() == 0) {
      throw new IllegalArgumentException("nothing is held out of " + spec.path());
    }
    return all(spec).split(spec.heldOut(), SALT).heldOut();
  }

  private static Dataset all(DataSpec spec) {
    try (DataSource source = DataSource.at(spec.path())) {
      return source.open(spec);
    }
  }

  /**
   * Returns the manifest that {@link #open} would give, without decoding a picture; with a cache,
   * only files that changed are read.
   *
   * @throws DataException if the data is missing, empty or of an unknown kind
   */
  public static DataManifest manifest(DataSpec spec) {
    try (DataSource source = DataSource.at(spec.path())) {
      Optional<CacheFolder> folder =
          DataSpec.isBuiltIn(spec.path())
              ? Optional.empty()
              : CacheFolder.open(spec.cache(), new ArrayList<>());
      DigestIndex known =
          folder.map(cache -> cache.digests(spec.path())).orElseGet(DigestIndex::none);
      DataManifest all = source.manifest(known);
      known.save();
      return spec.heldOut() == 0 ? all : DataSplit.training(all, spec.heldOut(), SALT);
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
