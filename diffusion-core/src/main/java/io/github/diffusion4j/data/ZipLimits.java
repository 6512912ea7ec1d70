package io.github.diffusion4j.data;

/**
 * How much an archive may unpack to: enough for any honest data set, too little for a bomb.
 *
 * @param entries the most pictures
 * @param entryBytes the most bytes of one picture
 * @param totalBytes the most bytes of all pictures
 * @param ratio the most bytes of a picture for each byte it is packed in
 * @param freeBytes pictures up to this size may have any ratio
 */
record ZipLimits(int entries, long entryBytes, long totalBytes, int ratio, long freeBytes) {
  static final ZipLimits DEFAULT =
      new ZipLimits(2_000_000, PictureSource.MOST_BYTES, 1L << 36, 200, 1L << 24);

  /** Returns what an entry may unpack to. */
  long mostBytes(long packedBytes) {
    return Math.min(entryBytes, Math.max(freeBytes, packedBytes * ratio));
  }
}
