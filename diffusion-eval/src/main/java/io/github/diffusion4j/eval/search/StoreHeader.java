package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The beginning of a store, all of it little-endian:
 *
 * <pre>
 * magic, 8 bytes | dimensions, 4 | bytes of the identity, 4 | rows, 8 | CRC-32 of the header with 0 here, 4
 * identity: name, weights, preprocessing, each 2 bytes of length and modified UTF-8
 * </pre>
 *
 * A record for each row follows: SHA-256 of the picture, CRC-32 of that and the numbers, the
 * numbers as floats. Last comes the file's SHA-256, see {@link DescriptorStore#digest}.
 *
 * @param descriptor what made the rows
 * @param dimensions numbers of a row
 * @param rows how many; {@link #UNFINISHED} while they are being written
 */
record StoreHeader(DescriptorIdentity descriptor, int dimensions, long rows) {
  static final long UNFINISHED = -1;
  static final int DIGEST_BYTES = 32;

  /** Where in a record its numbers begin. */
  static final int NUMBERS = DIGEST_BYTES + Integer.BYTES;

  private static final byte[] MAGIC = "D4JDESC1".getBytes(StandardCharsets.US_ASCII);
  private static final int FIXED_BYTES = 28;
  private static final int CHECKSUM = 24;
  private static final int MOST_IDENTITY_BYTES = 1 << 16;

  /** A record fits into a mapped segment many times. */
  private static final int MOST_DIMENSIONS = 1 << 24;

  int recordBytes() {
    return recordBytes(dimensions);
  }

  static int recordBytes(int dimensions) {
    return NUMBERS + Float.BYTES * dimensions;
  }

  int bytes() {
    return FIXED_BYTES + identity().length;
  }

  private byte[] identity() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(descriptor.name());
      out.writeUTF(descriptor.weights());
      out.writeUTF(descriptor.preprocessing());
    } catch (IOException tooLong) {
      throw new IllegalArgumentException("a descriptor's identity is too long to store", tooLong);
    }
    return bytes.toByteArray();
  }

  byte[] write() {
    byte[] identity = identity();
    ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(dimensions).putInt(identity.length).putLong(rows).putInt(0).put(identity);
    return out.putInt(CHECKSUM, checksum(out.array())).array();
  }

  private static int checksum(byte[] header) {
    CRC32 crc = new CRC32();
    crc.update(header);
    return (int) crc.getValue();
  }

  /**
   * Reads a header and compares what it says with the length of the file.
   *
   * @throws StoreException if it is none, or not of this file
   */
  static StoreHeader read(FileChannel channel, Path file) throws IOException {
    ByteBuffer fixed = bytes(channel, FIXED_BYTES, file);
    byte[] magic = new byte[MAGIC.length];
    fixed.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new StoreException(
          file + " is no store of descriptors of this version; describe the pictures again.");
    }
    int dimensions = fixed.getInt();
    int identityBytes = fixed.getInt();
    long rows = fixed.getLong();
    if (dimensions < 1
        || dimensions > MOST_DIMENSIONS
        || identityBytes < 1
        || identityBytes > MOST_IDENTITY_BYTES
        || rows < UNFINISHED
        || rows > Integer.MAX_VALUE) {
      throw damaged(file, "has a header that cannot be true");
    }
    ByteBuffer whole = bytes(channel, FIXED_BYTES + identityBytes, file);
    int checksum = whole.getInt(CHECKSUM);
    if (checksum(whole.putInt(CHECKSUM, 0).array()) != checksum) {
      throw damaged(file, "has a header that was changed");
    }
    StoreHeader header = new StoreHeader(identity(whole.array(), file), dimensions, rows);
    long expected = header.bytes() + rows * (long) header.recordBytes() + DIGEST_BYTES;
    if (header.bytes() != FIXED_BYTES + identityBytes
        || rows != UNFINISHED && channel.size() != expected) {
      throw damaged(
          file, "has " + channel.size() + " bytes, and " + rows + " rows take " + expected);
    }
    return header;
  }

  private static DescriptorIdentity identity(byte[] header, Path file) {
    try (DataInputStream in =
        new DataInputStream(
            new ByteArrayInputStream(header, FIXED_BYTES, header.length - FIXED_BYTES))) {
      return new DescriptorIdentity(in.readUTF(), in.readUTF(), in.readUTF());
    } catch (IOException | IllegalArgumentException broken) {
      throw damaged(file, "does not say which descriptor made it");
    }
  }

  static StoreException damaged(Path file, String how) {
    return new StoreException(
        "The store of descriptors "
            + file
            + " "
            + how
            + ". Remove it and describe the pictures again.");
  }

  private static ByteBuffer bytes(FileChannel channel, int count, Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, buffer.position()) < 0) {
        throw damaged(file, "is cut off");
      }
    }
    return buffer.flip();
  }
}
