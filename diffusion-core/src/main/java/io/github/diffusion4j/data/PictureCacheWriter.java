package io.github.diffusion4j.data;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.store.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Makes a cache file: beside its place and under another name, forced to disk and then renamed, so
 * that other processes see a whole file or none, and of two that make the same one the last wins.
 * Pictures may be added from many threads.
 */
final class PictureCacheWriter implements AutoCloseable {
  /** The end of the names of files in the making. */
  static final String UNFINISHED = ".part";

  private final Path temporary;
  private final FileChannel channel;
  private final int imageSize;
  private final long segmentBytes;
  private final PictureCacheIndex index;
  private long end = PictureCacheHeader.BYTES;

  /** Begins a file in a folder that is there. */
  PictureCacheWriter(Path folder, int pictures, int imageSize, long segmentBytes) {
    this.imageSize = imageSize;
    this.segmentBytes = segmentBytes;
    this.index = new PictureCacheIndex(pictures);
    this.temporary = folder.resolve("." + UUID.randomUUID() + UNFINISHED);
    try {
      channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  /** Adds a picture; {@code digest} is that of the file it was made of. */
  void add(int picture, Image image, String digest) {
    byte[] samples = image.samples();
    long offset = reserve(samples.length);
    write(ByteBuffer.wrap(samples), offset);
    index.readable(picture, image.channels(), digest, offset, PictureCache.checksum(samples));
  }

  void add(int picture, PictureCacheIndex.Fault fault) {
    index.unreadable(picture, fault);
  }

  private synchronized long reserve(int bytes) {
    long offset = end;
    if (offset / segmentBytes != (offset + bytes - 1) / segmentBytes) {
      offset = (offset / segmentBytes + 1) * segmentBytes;
    }
    end = offset + bytes;
    return offset;
  }

  /** Puts the file in its place. */
  void finish(Path place, String purpose, String key) {
    byte[] bytes = index.write();
    PictureCacheHeader header =
        new PictureCacheHeader(
            index.count(),
            imageSize,
            segmentBytes,
            end,
            end + bytes.length,
            purpose,
            key,
            Digests.sha256(bytes));
    write(ByteBuffer.wrap(bytes), end);
    write(ByteBuffer.wrap(header.write()), 0);
    try {
      channel.force(true);
      channel.close();
      Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private void write(ByteBuffer bytes, long offset) {
    try {
      long start = offset;
      while (bytes.hasRemaining()) {
        start += channel.write(bytes, start);
      }
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private DataException failed(IOException failure) {
    return new DataException(
        "The cache of decoded pictures in "
            + temporary.getParent()
            + " cannot be written ("
            + failure
            + "). Make room or allow writing there, choose another folder (data.cache), or do"
            + " without (data.cache: none).",
        failure);
  }

  /** Removes what was not finished. */
  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(temporary);
    } catch (IOException leftBehind) {
      // A later run removes it from the folder.
      return;
    }
  }
}
