package io.github.diffusion4j.dl4j;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A row of numbers as {@code Nd4j.write} leaves it: a buffer that describes the shape, then one of
 * the elements. A buffer is how it was allocated, its length and its type, and then its numbers,
 * all big-endian.
 *
 * <p>Strides and offsets of the description are not followed: a row has none, and wrong ones would
 * lead native code out of the array.
 *
 * @param array {@code [1, n]}
 */
record StoredRow(INDArray array) {
  private static final int MOST_DIMENSIONS = 2;

  /** The names of newer versions, which write lengths as longs. */
  private static final Set<String> ALLOCATIONS = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

  /**
   * Reads a row.
   *
   * @param bytes how many there are in all; no memory is taken for more
   * @throws IllegalArgumentException if it is anything else, saying what
   * @throws IOException if it ends too early
   */
  static StoredRow read(DataInputStream in, long bytes) throws IOException {
    long described = described(in);
    requireAllocation(in);
    long length = in.readLong();
    String type = in.readUTF();
    if (length != described) {
      throw new IllegalArgumentException(
          "its shape has " + described + " elements and its buffer " + length);
    }
    int width =
        switch (type) {
          case "FLOAT" -> 4;
          case "DOUBLE" -> 8;
          default ->
              throw new IllegalArgumentException(
                  "it is of type " + type + "; FLOAT and DOUBLE are read");
        };
    if (length < 1 || length > Integer.MAX_VALUE - 8 || length > bytes / width) {
      throw new IllegalArgumentException(
          "it is to have " + length + " elements, and the entry has " + bytes + " bytes");
    }
    return new StoredRow(width == 4 ? floats(in, (int) length) : doubles(in, (int) length));
  }

  /** Reads the shape and returns how many elements it has. */
  private static long described(DataInputStream in) throws IOException {
    requireAllocation(in);
    long length = in.readLong();
    String type = in.readUTF();
    if (!type.equals("LONG") || length < 4 || length > 2 * MOST_DIMENSIONS + 4) {
      throw new IllegalArgumentException(
          "its shape is " + length + " numbers of type " + type + ", of no row");
    }
    long[] shape = new long[(int) length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.readLong();
    }
    if (shape[0] < 0 || length != 2 * shape[0] + 4) {
      throw new IllegalArgumentException("its shape is of " + shape[0] + " dimensions, of no row");
    }
    long elements = 1;
    for (int i = 1; i <= shape[0]; i++) {
      if (shape[i] != 1 && elements != 1) {
        throw new IllegalArgumentException("it is a matrix");
      }
      elements *= shape[i];
    }
    return elements;
  }

  private static void requireAllocation(DataInputStream in) throws IOException {
    String allocation = in.readUTF();
    if (!ALLOCATIONS.contains(allocation)) {
      throw new IllegalArgumentException(
          "it was written by another program or before DL4J 1.0.0; load and save it with 1.0.0-M2.1");
    }
  }

  private static INDArray floats(DataInputStream in, int length) throws IOException {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readFloat();
    }
    return Nd4j.create(values, new long[] {1, length}, DataType.FLOAT);
  }

  private static INDArray doubles(DataInputStream in, int length) throws IOException {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = in.readDouble();
    }
    return Nd4j.create(values, new long[] {1, length}, DataType.DOUBLE);
  }
}
