package io.github.diffusion4j.data;

import java.nio.file.Path;
import java.util.Locale;

/**
 * How much an archive may unpack to: enough for any honest data set, too little for a bomb.
 *
 * @param entries the most files
 * @param entryBytes the most bytes of one file
 * @param totalBytes the most bytes of all files
 * @param ratio the most bytes for each byte they are packed in
 * @param freeBytes up to this size any ratio is allowed
 */
record ArchiveLimits(int entries, long entryBytes, long totalBytes, int ratio, long freeBytes) {
  static final ArchiveLimits DEFAULT =
      new ArchiveLimits(2_000_000, PictureSource.MOST_BYTES, 1L << 36, 200, 1L << 24);

  /** Returns what one file may unpack to. */
  long mostBytes(long packedBytes) {
    return Math.min(entryBytes, unpacked(packedBytes));
  }

  /** Returns what an archive that is packed as a whole may unpack to. */
  long mostTotalBytes(long packedBytes) {
    return Math.min(totalBytes, unpacked(packedBytes));
  }

  private long unpacked(long packedBytes) {
    return Math.max(freeBytes, packedBytes * ratio);
  }

  /**
   * Checks an archive as its files are counted.
   *
   * @throws DataException if it holds more than is allowed
   */
  void requireWithin(Path file, int count, long bytes) {
    if (count > entries || bytes > totalBytes) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s holds more than %,d files or %s unpacked. Unpack it and give the folder.",
              file,
              entries,
              ByteCount.text(totalBytes)));
    }
  }
}
