package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Decoded and fitted pictures in a file that is mapped into memory: pages are shared among
 * processes, come when they are asked for and go when memory is short, and none lies in the heap.
 *
 * <p>A file is used only if its header, its length and its index are what their digests say, and
 * each picture only if its checksum holds. A {@link PictureCacheWriter} makes such files. The
 * mapping ends when nothing refers to it any more. Thread-safe.
 */
final class PictureCache {
  /** A buffer maps at most 2 GB, and pictures do not reach over the end of one. */
  static final long SEGMENT_BYTES = 1L << 30;

  private final Path file;
  private final PictureCacheHeader header;
  private final PictureCacheIndex index;
  private final MappedByteBuffer[] segments;

  private PictureCache(
      Path file, PictureCacheHeader header, PictureCacheIndex index, MappedByteBuffer[] segments) {
    this.file = file;
    this.header = header;
    this.index = index;
    this.segments = segments;
  }

  /** Says what is wrong with a file, to follow "it". */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1;

    Damaged(String why) {
      super(why);
    }
  }

  /**
   * Opens a file.
   *
   * @param purpose what it is to be made for, a SHA-256
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws Damaged if it is not the file of that purpose, whole and unchanged
   */
  static PictureCache open(Path file, String purpose) throws IOException, Damaged {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      PictureCacheHeader header =
          PictureCacheHeader.read(bytes(channel, 0, PictureCacheHeader.BYTES), channel.size());
      if (!header.purpose().equals(purpose)) {
        throw new Damaged("was made for something else");
      }
      ByteBuffer indexBytes = bytes(channel, header.indexOffset(), header.indexBytes());
      if (!Digests.sha256(indexBytes.array()).equals(header.indexDigest())) {
        throw new Damaged("has an index that was changed");
      }
      PictureCacheIndex index = PictureCacheIndex.read(indexBytes.array(), header);
      return new PictureCache(file, header, index, map(channel, header));
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count)
      throws IOException, Damaged {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new Damaged("is cut off");
      }
    }
    return buffer.flip();
  }

  private static MappedByteBuffer[] map(FileChannel channel, PictureCacheHeader header)
      throws IOException {
    long segment = header.segmentBytes();
    int count = (int) ((header.indexOffset() + segment - 1) / segment);
    MappedByteBuffer[] segments = new MappedByteBuffer[count];
    for (int i = 0; i < count; i++) {
      long from = i * segment;
      long length = Math.min(segment, header.indexOffset() - from);
      segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, from, length);
    }
    return segments;
  }

  Path file() {
    return file;
  }

  long bytes() {
    return header.fileBytes();
  }

  /** Tells whether the pictures are those of a key, in that number. */
  boolean isOf(String key, int pictures) {
    return header.key().equals(key) && header.pictures() == pictures;
  }

  int count() {
    return index.count();
  }

  /** Returns 1 or 3, or 0 if the picture could not be read. */
  int channels(int picture) {
    return index.channels(picture);
  }

  /** Returns why a picture could not be read; null if it could. */
  PictureCacheIndex.Fault fault(int picture) {
    return index.fault(picture);
  }

  /** Returns the digest of the file that a picture was made of; null if it is unreadable. */
  String digest(int picture) {
    return index.digest(picture);
  }

  /** Returns the readable pictures by the digests of the files they were made of. */
  Map<String, Integer> byDigest() {
    Map<String, Integer> result = new HashMap<>();
    for (int i = 0; i < count(); i++) {
      if (channels(i) > 0) {
        result.put(index.digest(i), i);
      }
    }
    return result;
  }

  /**
   * Returns a picture.
   *
   * @throws DataException if the file was changed since it was made
   */
  Image image(int picture) {
    int size = header.imageSize();
    byte[] samples = new byte[size * size * channels(picture)];
    long offset = index.offset(picture);
    try {
      segments[(int) (offset / header.segmentBytes())].get(
          (int) (offset % header.segmentBytes()), samples);
    } catch (InternalError cutOff) {
      // What the JVM makes of a page that is not there any more.
      throw damaged(picture, cutOff);
    }
    if (checksum(samples) != index.checksum(picture)) {
      throw damaged(picture, null);
    }
    return new Image(size, size, channels(picture), samples);
  }

  private DataException damaged(int picture, Throwable cause) {
    return new DataException(
        "The cache "
            + file
            + " was damaged while it was used (picture "
            + picture
            + "). Remove it, look whether the disk is sound, and start again.",
        cause);
  }

  static int checksum(byte[] samples) {
    CRC32 crc = new CRC32();
    crc.update(samples);
    return (int) crc.getValue();
  }
}
