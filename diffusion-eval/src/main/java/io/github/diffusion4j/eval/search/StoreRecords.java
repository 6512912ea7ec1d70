package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;

/** The mapped records of a store. Thread-safe. */
final class StoreRecords {
  /** A buffer maps at most 2 GB, and records do not reach over the end of one. */
  static final int SEGMENT_BYTES = 1 << 30;

  /** So many rows are checked at once. */
  private static final int RUN = 256;

  private final Path file;
  private final int recordBytes;
  private final int dimensions;
  private final int rows;
  private final int rowsPerSegment;
  private final MappedByteBuffer[] segments;

  /** By run: 1 once it was checked. Two threads may check one; they find the same. */
  private final byte[] checked;

  private StoreRecords(
      Path file, StoreHeader header, int rowsPerSegment, MappedByteBuffer[] segments) {
    this.file = file;
    this.recordBytes = header.recordBytes();
    this.dimensions = header.dimensions();
    this.rows = (int) header.rows();
    this.rowsPerSegment = rowsPerSegment;
    this.segments = segments;
    checked = new byte[(rows + RUN - 1) / RUN];
  }

  static StoreRecords map(FileChannel channel, StoreHeader header, Path file, int segmentBytes)
      throws IOException {
    long rows = header.rows();
    int perSegment = segmentBytes / header.recordBytes();
    MappedByteBuffer[] segments =
        new MappedByteBuffer[(int) ((rows + perSegment - 1) / perSegment)];
    for (int i = 0; i < segments.length; i++) {
      long first = (long) i * perSegment;
      segments[i] =
          channel.map(
              FileChannel.MapMode.READ_ONLY,
              header.bytes() + first * header.recordBytes(),
              Math.min(perSegment, rows - first) * header.recordBytes());
    }
    return new StoreRecords(file, header, perSegment, segments);
  }

  String picture(int row) {
    try {
      return StoreRow.picture(record(row));
    } catch (InternalError cutOff) {
      throw changed(cutOff);
    }
  }

  void read(int from, int count, float[] into) {
    try {
      for (int run = from / RUN; run * (long) RUN < from + (long) count; run++) {
        if (checked[run] == 0) {
          check(run);
          checked[run] = 1;
        }
      }
      for (int i = 0; i < count; i++) {
        StoreRow.numbers(record(from + i), into, i * dimensions, dimensions);
      }
    } catch (InternalError cutOff) {
      // What the JVM makes of a page that is not there any more.
      throw changed(cutOff);
    }
  }

  private void check(int run) {
    float[] values = new float[dimensions];
    // On the heap: where a page is gone, a checksum over mapped memory would end the JVM.
    ByteBuffer copy = ByteBuffer.allocate(recordBytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = run * RUN; row < Math.min(rows, run * (long) RUN + RUN); row++) {
      record(row).get(copy.array());
      if (!StoreRow.isSound(copy)) {
        throw StoreHeader.damaged(file, "is damaged at row " + row);
      }
      StoreRow.numbers(copy, values, 0, dimensions);
      StoreRow.requireFinite(values, () -> "picture " + StoreRow.picture(copy) + " in " + file);
    }
  }

  private ByteBuffer record(int row) {
    return segments[row / rowsPerSegment]
        .slice(row % rowsPerSegment * recordBytes, recordBytes)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the digest of a file of this header and these records. */
  String digest(byte[] header) {
    MessageDigest all = StoreRow.sha256();
    for (MappedByteBuffer segment : segments) {
      all.update(segment.duplicate().rewind());
    }
    return Digests.sha256(header, all.digest());
  }

  private StoreException changed(InternalError cause) {
    return new StoreException(
        "The store of descriptors "
            + file
            + " was cut off while it was used. Remove it and describe the pictures again.",
        cause);
  }
}
