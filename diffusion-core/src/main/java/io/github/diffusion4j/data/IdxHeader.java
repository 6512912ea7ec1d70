package io.github.diffusion4j.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The header of an IDX file of unsigned bytes: two zeros, the type (8), the number of dimensions,
 * and the dimensions as big-endian 32-bit numbers.
 *
 * @param dimensions the first is the number of items
 */
record IdxHeader(int[] dimensions) {
  private static final int UNSIGNED_BYTES = 8;

  /** No deflate stream holds more than this many bytes in one. */
  private static final int MOST_PACKED = 1032;

  private static final long LARGEST_ITEM = 1L << 26;

  static IdxHeader read(Path file, DataInputStream in, boolean packed, int expected)
      throws IOException {
    int[] dimensions = new int[expected];
    try {
      int magic = in.readInt();
      if (magic != (UNSIGNED_BYTES << 8 | expected)) {
        throw new DataException(file + " " + wrongMagic(magic, expected));
      }
      for (int i = 0; i < expected; i++) {
        dimensions[i] = in.readInt();
      }
    } catch (EOFException end) {
      throw new DataException(file + " is no IDX file: it ends inside the header.", end);
    }
    IdxHeader header = new IdxHeader(dimensions);
    header.requireCredible(file, packed);
    return header;
  }

  private static String wrongMagic(int magic, int expected) {
    String found = String.format(Locale.ROOT, "begins with 0x%08X", magic);
    if (expected == 3 && magic == (UNSIGNED_BYTES << 8 | 1)) {
      return "holds IDX labels, not pictures (" + found + "). Give the file of the pictures.";
    }
    return "is no IDX file of "
        + (expected == 3 ? "pictures (magic 0x00000803): " : "labels (magic 0x00000801): ")
        + (magic >>> 16 != 0
            ? "it " + found + "."
            : "it "
                + found
                + ": "
                + (magic & 0xFF)
                + " dimensions of type 0x"
                + Integer.toHexString(magic >>> 8 & 0xFF)
                + "; only unsigned bytes (0x8) are read.");
  }

  /** Compares what is declared with what the file can hold, before memory is taken for it. */
  private void requireCredible(Path file, boolean packed) throws IOException {
    for (int dimension : dimensions) {
      if (dimension < 0) {
        throw new DataException(file + " declares " + this + ": no such file exists.");
      }
    }
    if (count() == 0) {
      throw new DataException(file + " declares 0 items: there is nothing to learn from.");
    }
    for (int i = 1; i < dimensions.length; i++) {
      if (dimensions[i] == 0) {
        throw new DataException(file + " declares " + this + ": pictures without pixels.");
      }
    }
    if (dimensions.length == 3 && dimensions[1] > LARGEST_ITEM / dimensions[2]) {
      throw new DataException(file + " declares " + this + ": more than 64 Mi pixels a picture.");
    }
    long declared = (long) count() * itemBytes();
    long present = Files.size(file) - 4 - 4L * dimensions.length;
    if (packed && declared > (Files.size(file) + 1) * MOST_PACKED
        || !packed && declared > present) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s declares %s, %,d bytes, but %s. It was probably cut off: get it again.",
              file,
              this,
              declared,
              packed
                  ? String.format(
                      Locale.ROOT, "its %,d packed bytes cannot hold them", Files.size(file))
                  : String.format(Locale.ROOT, "only %,d follow", present)));
    }
  }

  int count() {
    return dimensions[0];
  }

  int itemBytes() {
    int bytes = 1;
    for (int i = 1; i < dimensions.length; i++) {
      bytes *= dimensions[i];
    }
    return bytes;
  }

  @Override
  public String toString() {
    return dimensions.length == 1
        ? String.format(Locale.ROOT, "%,d labels", count() & 0xFFFFFFFFL)
        : String.format(
            Locale.ROOT,
            "%,d pictures of %dx%d",
            count() & 0xFFFFFFFFL,
            dimensions[2] & 0xFFFFFFFFL,
            dimensions[1] & 0xFFFFFFFFL);
  }
}
