package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Descriptors in a file that is mapped into memory: one row of floats a picture, with the digest of
 * the picture. Pages are shared among processes, come when they are asked for and go when memory is
 * short, and none lies on the heap.
 *
 * <p>The file's length is compared with its header before anything is mapped; a row is compared
 * with its checksum, and its numbers are looked at, when it is first read. {@link StoreWriter}
 * makes such files. The mapping ends when nothing refers to it any more. Thread-safe.
 */
public final class DescriptorStore implements DescriptorSet {
  private final Path file;
  private final StoreHeader header;
  private final StoreRecords records;
  private final String digest;
  private RowTable byDigest;

  private DescriptorStore(Path file, StoreHeader header, StoreRecords records, String digest) {
    this.file = file;
    this.header = header;
    this.records = records;
    this.digest = digest;
  }

  /**
   * Opens a store of any descriptor.
   *
   * @throws StoreException if it is not there, was not finished, or is damaged
   */
  public static DescriptorStore open(Path file) {
    return open(file, StoreRecords.SEGMENT_BYTES);
  }

  static DescriptorStore open(Path file, int segmentBytes) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      StoreHeader header = StoreHeader.read(channel, file);
      if (header.rows() < 1) {
        throw StoreHeader.damaged(file, "holds no rows");
      }
      ByteBuffer digest = ByteBuffer.allocate(StoreHeader.DIGEST_BYTES);
      long at = channel.size() - digest.capacity();
      while (digest.hasRemaining() && channel.read(digest, at + digest.position()) >= 0) {
        continue;
      }
      return new DescriptorStore(
          file,
          header,
          StoreRecords.map(channel, header, file, segmentBytes),
          HexFormat.of().formatHex(digest.array()));
    } catch (NoSuchFileException missing) {
      throw new StoreException(
          "There is no store of descriptors " + file + "; describe the pictures first.", missing);
    } catch (IOException failure) {
      throw new StoreException("Cannot read " + file + ": " + failure + ".", failure);
    }
  }

  /**
   * Opens the store of one descriptor.
   *
   * @throws EvaluationException if another descriptor made it
   * @throws StoreException as above
   */
  public static DescriptorStore open(Path file, DescriptorIdentity descriptor) {
    DescriptorStore store = open(file);
    if (!store.descriptor().equals(descriptor)) {
      throw new EvaluationException(
          "%s holds descriptors of %s and not of %s; name another file, or remove this one"
              .formatted(file, store.descriptor(), descriptor));
    }
    return store;
  }

  /** Returns where it is. */
  public Path file() {
    return file;
  }

  @Override
  public DescriptorIdentity descriptor() {
    return header.descriptor();
  }

  @Override
  public int size() {
    return (int) header.rows();
  }

  @Override
  public int dimensions() {
    return header.dimensions();
  }

  /**
   * Returns what names the whole file: the SHA-256 of its header and of the SHA-256 of all records,
   * as the file gives it. {@link #verify} compares it with the file.
   */
  public String digest() {
    return digest;
  }

  /**
   * Reads the whole file and compares it with its digest, for stores from elsewhere; that all rows
   * are sound is seen without.
   *
   * @throws StoreException if it was changed
   */
  public void verify() {
    if (!records.digest(header.write()).equals(digest)) {
      throw StoreHeader.damaged(file, "is not what its digest says");
    }
  }

  /** Returns the digest of the picture that a row describes, 64 hexadecimal digits. */
  public String picture(int row) {
    Objects.checkIndex(row, size());
    return records.picture(row);
  }

  @Override
  public void read(int from, int count, float[] into) {
    Objects.checkFromIndexSize(from, count, size());
    records.read(from, count, into);
  }

  /** Returns the first row that describes a picture. */
  public synchronized OptionalInt find(String picture) {
    if (byDigest == null) {
      byDigest = new RowTable(size());
      for (int i = 0; i < size(); i++) {
        String each = records.picture(i);
        byDigest.add(i, hash(each), row -> records.picture(row).equals(each));
      }
    }
    int row = byDigest.find(hash(picture), each -> records.picture(each).equals(picture));
    return row < 0 ? OptionalInt.empty() : OptionalInt.of(row);
  }

  private static long hash(String picture) {
    return Long.parseUnsignedLong(picture, 0, 16, 16);
  }

  /** Returns which rows describe one picture. */
  public Duplicates samePictures() {
    return Duplicates.of(size(), row -> find(picture(row)).orElseThrow());
  }

  @Override
  public String toString() {
    return size() + " rows of " + dimensions() + " features of " + descriptor() + " in " + file;
  }
}
