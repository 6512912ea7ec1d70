package io.github.diffusion4j.eval.npz;

import io.github.diffusion4j.eval.feature.EvaluationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads one array in NumPy's format 1, 2 or 3. */
final class NpyReader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final int CHUNK = 1 << 16;

  private final String where;
  private final InputStream in;
  private final long limit;

  /**
   * @param limit of the array's bytes
   */
  NpyReader(String where, InputStream in, long limit) {
    this.where = where;
    this.in = in;
    this.limit = limit;
  }

  NpyArray read() throws IOException {
    byte[] start = bytes(MAGIC.length + 2);
    int version = start[MAGIC.length];
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
        || version < 1
        || version > 3) {
      throw new EvaluationException(where + " is no array of numpy.save");
    }
    int length = version == 1 ? little(bytes(2)).getShort() & 0xFFFF : little(bytes(4)).getInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new EvaluationException(
          "%s has a header of %d bytes; at most %d are read"
              .formatted(where, length & 0xFFFFFFFFL, LONGEST_HEADER));
    }
    NpyHeader header = NpyHeader.parse(where, bytes(length));
    byte[] data = bytes(dataBytes(header));
    if (in.read() >= 0) {
      throw new EvaluationException(where + " goes on after its array; make it anew");
    }
    return header.isText() ? text(header, data) : numbers(header, data);
  }

  private int dataBytes(NpyHeader header) {
    long size;
    try {
      size = Math.multiplyExact(header.size(), (long) header.bytes());
    } catch (ArithmeticException tooLarge) {
      size = Long.MAX_VALUE;
    }
    if (size > limit) {
      throw new EvaluationException(
          "%s tells of an array %s; at most %d bytes are read"
              .formatted(where, Arrays.toString(header.shape()), limit));
    }
    return (int) size;
  }

  /** Reads as it comes, so that a lying header takes no memory. */
  private byte[] bytes(int count) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream(Math.min(count, CHUNK));
    while (read.size() < count) {
      byte[] chunk = in.readNBytes(Math.min(CHUNK, count - read.size()));
      if (chunk.length == 0) {
        throw new EvaluationException(
            "%s ends after %d of %d bytes; make it anew".formatted(where, read.size(), count));
      }
      read.write(chunk);
    }
    return read.toByteArray();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer ordered(NpyHeader header, byte[] data) {
    return ByteBuffer.wrap(data)
        .order(header.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private NpyArray text(NpyHeader header, byte[] data) {
    if (header.size() != 1) {
      throw new EvaluationException(where + " holds several texts; one is expected");
    }
    ByteBuffer buffer = ordered(header, data);
    StringBuilder text = new StringBuilder();
    while (buffer.hasRemaining()) {
      int codePoint = buffer.getInt();
      if (!Character.isValidCodePoint(codePoint)) {
        throw new EvaluationException(where + " holds a text with the character " + codePoint);
      }
      // NumPy fills up with zeros.
      if (codePoint != 0) {
        text.appendCodePoint(codePoint);
      }
    }
    return NpyArray.of(text.toString());
  }

  private NpyArray numbers(NpyHeader header, byte[] data) {
    ByteBuffer buffer = ordered(header, data);
    double[] stored = new double[data.length / header.bytes()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = number(header, buffer);
    }
    int[] shape = header.shape();
    boolean turned = header.columnMajor() && shape.length > 1;
    if (turned && shape.length > 2) {
      throw new EvaluationException(
          where
              + " is in column-major order with "
              + shape.length
              + " dimensions; store it row-major");
    }
    return NpyArray.of(turned ? transposed(stored, shape[1], shape[0]) : stored, shape);
  }

  private static double number(NpyHeader header, ByteBuffer buffer) {
    if (header.kind() == 'f') {
      return header.bytes() == 4 ? buffer.getFloat() : buffer.getDouble();
    }
    boolean signed = header.kind() == 'i';
    return switch (header.bytes()) {
      case 1 -> signed ? buffer.get() : buffer.get() & 0xFF;
      case 2 -> signed ? buffer.getShort() : buffer.getShort() & 0xFFFF;
      case 4 -> signed ? buffer.getInt() : buffer.getInt() & 0xFFFFFFFFL;
      default -> buffer.getLong();
    };
  }

  private static double[] transposed(double[] values, int rows, int columns) {
    double[] turned = new double[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = values[i * columns + j];
      }
    }
    return turned;
  }
}
