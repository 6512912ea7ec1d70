package io.github.diffusion4j.data;

import io.github.diffusion4j.data.PictureCache.Damaged;
import io.github.diffusion4j.store.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The beginning of a cache file: magic, numbers, digests, and the SHA-256 of all that.
 *
 * @param pictures how many, the unreadable ones counted
 * @param imageSize the pixels of a side
 * @param segmentBytes pictures do not reach over multiples of this
 * @param indexOffset where the pictures end and the index begins, which goes to the end
 * @param fileBytes the length of the file
 * @param purpose SHA-256 of how pictures were made
 * @param key SHA-256 of that and of what they were made of
 * @param indexDigest SHA-256 of the index
 */
record PictureCacheHeader(
    int pictures,
    int imageSize,
    long segmentBytes,
    long indexOffset,
    long fileBytes,
    String purpose,
    String key,
    String indexDigest) {
  private static final byte[] MAGIC = "D4JPICS1".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST_BYTES = 32;
  private static final int DIGESTED_BYTES =
      MAGIC.length + 2 * Integer.BYTES + 3 * Long.BYTES + 3 * DIGEST_BYTES;
  static final int BYTES = DIGESTED_BYTES + DIGEST_BYTES;

  /** The least that an index says of one picture. */
  private static final int LEAST_INDEX_BYTES = 6;

  int indexBytes() {
    return (int) (fileBytes - indexOffset);
  }

  byte[] write() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(MAGIC).putInt(pictures).putInt(imageSize);
    out.putLong(segmentBytes).putLong(indexOffset).putLong(fileBytes);
    for (String digest : new String[] {purpose, key, indexDigest}) {
      out.put(HexFormat.of().parseHex(digest));
    }
    out.put(HexFormat.of().parseHex(digest(out.array())));
    return out.array();
  }

  private static String digest(byte[] header) {
    return Digests.sha256(Arrays.copyOf(header, DIGESTED_BYTES));
  }

  static PictureCacheHeader read(ByteBuffer in, long length) throws Damaged {
    byte[] magic = new byte[MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new Damaged("is no cache of this version");
    }
    PictureCacheHeader header =
        new PictureCacheHeader(
            in.getInt(),
            in.getInt(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            digest(in),
            digest(in),
            digest(in));
    if (!digest(in).equals(digest(in.array()))) {
      throw new Damaged("has a header that was changed");
    }
    if (header.fileBytes != length) {
      throw new Damaged("has " + length + " bytes instead of " + header.fileBytes);
    }
    // The digest holds for a header of anybody's making, so its numbers are looked at as well.
    boolean sound =
        header.pictures >= 1
            && header.imageSize >= 1
            && header.segmentBytes >= 1
            && header.segmentBytes <= PictureCache.SEGMENT_BYTES
            && header.indexOffset >= BYTES
            && header.indexOffset <= length
            && length - header.indexOffset <= Integer.MAX_VALUE - 8
            && header.pictures <= (length - header.indexOffset) / LEAST_INDEX_BYTES;
    if (!sound) {
      throw new Damaged("has a header that cannot be true");
    }
    return header;
  }

  private static String digest(ByteBuffer in) {
    byte[] digest = new byte[DIGEST_BYTES];
    in.get(digest);
    return HexFormat.of().formatHex(digest);
  }
}
