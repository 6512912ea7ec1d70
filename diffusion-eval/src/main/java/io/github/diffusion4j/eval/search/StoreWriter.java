package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Writes a {@link DescriptorStore} row by row: beside its place, forced to disk and then renamed,
 * so that readers see a whole file or none.
 *
 * <p>What was written before a process ended stays beside the place. The next writer of the same
 * file and descriptor takes it up: {@link #resume} says for each picture whether its row is there
 * already. One writer at a time; not thread-safe.
 */
public final class StoreWriter implements AutoCloseable {
  private final Path place;
  private final Path part;
  private final DescriptorIdentity descriptor;
  private final FileChannel channel;
  private final MessageDigest digest = StoreRow.sha256();

  /** Of the rows' length; null until the first row. */
  private StoreHeader header;

  private int rows;

  private StoreWriter(Path place, Path part, DescriptorIdentity descriptor, FileChannel channel) {
    this.place = place;
    this.part = part;
    this.descriptor = descriptor;
    this.channel = channel;
  }

  /**
   * Begins a store, or goes on with one; makes its folder if there is none.
   *
   * @throws StoreException if it cannot be written, or is being written
   */
  public static StoreWriter open(Path file, DescriptorIdentity descriptor) {
    Path place = file.toAbsolutePath();
    Path part = place.resolveSibling("." + place.getFileName() + ".part");
    try {
      Files.createDirectories(place.getParent());
      FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (!isOurs(channel)) {
        channel.close();
        throw new StoreException(
            file + " is being written by another process; wait for it, or name another file.");
      }
      StoreWriter writer = new StoreWriter(place, part, descriptor, channel);
      writer.takeUp();
      return writer;
    } catch (IOException failure) {
      throw failed(file, failure);
    }
  }

  /** The lock ends with the channel. */
  private static boolean isOurs(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  private void takeUp() throws IOException {
    try {
      StoreHeader found = StoreHeader.read(channel, part);
      if (found.descriptor().equals(descriptor) && found.rows() == StoreHeader.UNFINISHED) {
        header = found;
        return;
      }
    } catch (StoreException unusable) {
      // Whatever is in it, all pictures can be described again.
    }
    channel.truncate(0);
  }

  /** Returns how many rows were written or taken up. */
  public int rows() {
    return rows;
  }

  /**
   * Takes up the next row of what an earlier writer left, if it describes a picture; if it does
   * not, it and all that follow are dropped.
   *
   * @param picture the digest of the picture
   * @return whether the row is there, so that it need not be added
   */
  public boolean resume(String picture) {
    try {
      if (header == null || channel.size() < end() + header.recordBytes()) {
        return false;
      }
      ByteBuffer record = ByteBuffer.allocate(header.recordBytes()).order(ByteOrder.LITTLE_ENDIAN);
      while (record.hasRemaining() && channel.read(record, end() + record.position()) >= 0) {
        continue;
      }
      if (StoreRow.isSound(record) && StoreRow.picture(record).equals(picture)) {
        digest.update(record.rewind());
        rows++;
        return true;
      }
      channel.truncate(end());
      return false;
    } catch (IOException failure) {
      throw failed(place, failure);
    }
  }

  private long end() {
    return header.bytes() + rows * (long) header.recordBytes();
  }

  /**
   * Adds a row.
   *
   * @param picture the SHA-256 of what it describes, 64 hexadecimal digits
   * @throws EvaluationException if a number is not finite, or the row has another length than those
   *     before
   */
  public void add(String picture, float[] numbers) {
    StoreRow.requireFinite(numbers, () -> "picture " + rows + " of " + descriptor);
    if (rows == 0) {
      header = new StoreHeader(descriptor, numbers.length, StoreHeader.UNFINISHED);
    }
    if (numbers.length == 0 || numbers.length != header.dimensions()) {
      throw new EvaluationException(
          "row %d of %s has %d numbers and row 0 has %d; all have equally many, at least 1"
              .formatted(rows, descriptor, numbers.length, header.dimensions()));
    }
    ByteBuffer record = StoreRow.record(picture, numbers);
    digest.update(record.duplicate());
    try {
      if (rows == 0) {
        channel.truncate(0);
        write(ByteBuffer.wrap(header.write()), 0);
      }
      write(record, end());
    } catch (IOException failure) {
      throw failed(place, failure);
    }
    rows++;
  }

  /**
   * Puts the file in its place and opens it.
   *
   * @throws EvaluationException if there is no row
   * @throws StoreException if it cannot be written
   */
  public DescriptorStore finish() {
    if (rows == 0) {
      throw new EvaluationException(
          "there are no descriptors of " + descriptor + "; describe at least one picture");
    }
    byte[] whole = new StoreHeader(descriptor, header.dimensions(), rows).write();
    String sha256 = Digests.sha256(whole, digest.digest());
    try {
      channel.truncate(end());
      write(ByteBuffer.wrap(HexFormat.of().parseHex(sha256)), end());
      // Rows that are not on the disk must not be behind a header that counts them.
      channel.force(true);
      write(ByteBuffer.wrap(whole), 0);
      channel.force(true);
      channel.close();
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw failed(place, failure);
    }
    return DescriptorStore.open(place);
  }

  private void write(ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  private static StoreException failed(Path file, IOException failure) {
    return new StoreException(
        "Cannot write "
            + file
            + " ("
            + failure
            + "). Make room or allow writing there, or choose another folder; what is done so far is"
            + " taken up.",
        failure);
  }

  /** Leaves what was not finished for the next writer. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw failed(place, failure);
    }
  }
}
