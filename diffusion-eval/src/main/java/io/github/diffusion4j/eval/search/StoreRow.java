package io.github.diffusion4j.eval.search;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.zip.CRC32;

/** The bytes of one record of a store; {@link StoreHeader} says what they are. */
final class StoreRow {
  private StoreRow() {}

  /** Returns a record, at its beginning. */
  static ByteBuffer record(String picture, float[] numbers) {
    ByteBuffer out =
        ByteBuffer.allocate(StoreHeader.recordBytes(numbers.length)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(HexFormat.of().parseHex(picture)).position(StoreHeader.NUMBERS);
    for (float number : numbers) {
      out.putFloat(number);
    }
    out.putInt(StoreHeader.DIGEST_BYTES, checksum(out));
    return out.rewind();
  }

  /** Tells whether a record is what its checksum says. */
  static boolean isSound(ByteBuffer record) {
    return checksum(record) == record.getInt(StoreHeader.DIGEST_BYTES);
  }

  private static int checksum(ByteBuffer record) {
    CRC32 crc = new CRC32();
    crc.update(record.duplicate().limit(StoreHeader.DIGEST_BYTES).position(0));
    crc.update(record.duplicate().limit(record.capacity()).position(StoreHeader.NUMBERS));
    return (int) crc.getValue();
  }

  static String picture(ByteBuffer record) {
    byte[] digest = new byte[StoreHeader.DIGEST_BYTES];
    record.get(0, digest);
    return HexFormat.of().formatHex(digest);
  }

  static void numbers(ByteBuffer record, float[] into, int at, int count) {
    record
        .duplicate()
        .position(StoreHeader.NUMBERS)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(into, at, count);
  }

  /**
   * Refuses numbers that are none.
   *
   * @param what they describe, for the message
   * @throws EvaluationException if one is NaN or infinite
   */
  static void requireFinite(float[] numbers, Supplier<String> what) {
    for (int j = 0; j < numbers.length; j++) {
      if (!Float.isFinite(numbers[j])) {
        throw new EvaluationException(
            "feature %d of %s is %s; all must be finite: leave that picture out, or mend the descriptor"
                .formatted(j, what.get(), numbers[j]));
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
