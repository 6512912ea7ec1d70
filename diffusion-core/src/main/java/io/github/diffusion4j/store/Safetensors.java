package io.github.diffusion4j.store;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Named arrays in a file of the safetensors format, which other tools read and which runs no code
 * when it is loaded.
 *
 * <p>The file is the header's length (8 bytes, little-endian), the header (JSON, padded with spaces
 * to a multiple of 8 bytes), and the arrays' values (little-endian, one array after the other
 * without gaps). Arrays lie in the order of their element's size, larger first, then of their name,
 * so that every array is aligned and equal contents give equal files.
 *
 * <p>Files written here carry the metadata entry {@code diffusion4j.sha256}: the SHA-256 of the
 * whole file, with zeros ({@code 0}) in place of its own 64 digits. So a reader finds any byte that
 * was changed, in the header too.
 */
public final class Safetensors {
  /** The metadata key of the file's digest; callers cannot set it and do not see it. */
  public static final String DIGEST_KEY = "diffusion4j.sha256";

  private Safetensors() {}

  /**
   * Writes the arrays and the metadata, atomically.
   *
   * @throws StoreException if the file cannot be written, a name is empty, longer than 1,000
   *     characters or reserved, or the header would exceed 100 MB
   */
  public static void write(Path file, Map<String, Entry> tensors, Map<String, String> metadata) {
    new SafetensorsWriter(file).write(new TreeMap<>(tensors), new TreeMap<>(metadata));
  }

  /**
   * Reads a file that this toolkit wrote, and checks its digest.
   *
   * @throws StoreException if the file cannot be read, is damaged, breaks the format, has a type
   *     other than F32, F64 and I64, or carries no digest
   */
  public static Contents read(Path file) {
    return new SafetensorsReader(file, true).read();
  }

  /**
   * Reads a file that another tool may have written: it needs no digest. If it carries one, the
   * digest is checked.
   *
   * @throws StoreException if the file cannot be read, breaks the format, has a type other than
   *     F32, F64 and I64, or does not match the digest it carries
   */
  public static Contents readForeign(Path file) {
    return new SafetensorsReader(file, false).read();
  }

  /**
   * What a file holds: arrays and text by name, in alphabetical order. Unmodifiable, but for the
   * arrays themselves.
   */
  public record Contents(Map<String, Entry> tensors, Map<String, String> metadata) {
    /** Copies the maps. */
    public Contents {
      tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
      metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }
  }

  /** The types of array elements that are read and written. */
  public enum Type {
    /** 32-bit floating point, {@code float[]}. */
    F32(Float.BYTES, float[].class),
    /** 64-bit floating point, {@code double[]}. */
    F64(Double.BYTES, double[].class),
    /** 64-bit signed whole numbers, {@code long[]}. */
    I64(Long.BYTES, long[].class);

    private final int bytes;
    private final Class<?> arrayClass;

    Type(int bytes, Class<?> arrayClass) {
      this.bytes = bytes;
      this.arrayClass = arrayClass;
    }

    /** Returns the size of one element in bytes. */
    public int bytes() {
      return bytes;
    }
  }

  /**
   * One array with its shape; an empty shape is a single number. The array is not copied. Two
   * entries are equal if type, shape and every bit of the values are.
   *
   * @param values a {@code float[]}, {@code double[]} or {@code long[]}, row-major, as the type
   *     says
   */
  public record Entry(Type type, int[] shape, Object values) {
    /**
     * Checks that the array is of that type and that shape.
     *
     * @throws IllegalArgumentException if it is not
     */
    public Entry {
      if (!type.arrayClass.isInstance(values)) {
        throw new IllegalArgumentException(
            type + " needs a " + type.arrayClass.getSimpleName() + ", not " + values);
      }
      shape = shape.clone();
      long elements = TensorLocation.elements(shape);
      if (elements != Array.getLength(values)) {
        throw new IllegalArgumentException(
            "Shape "
                + Arrays.toString(shape)
                + " needs "
                + elements
                + " values, not "
                + Array.getLength(values));
      }
    }

    /** Wraps an array of that shape. */
    public static Entry of(float[] values, int... shape) {
      return new Entry(Type.F32, shape, values);
    }

    /** Wraps an array of that shape. */
    public static Entry of(double[] values, int... shape) {
      return new Entry(Type.F64, shape, values);
    }

    /** Wraps an array of that shape. */
    public static Entry of(long[] values, int... shape) {
      return new Entry(Type.I64, shape, values);
    }

    @Override
    public int[] shape() {
      return shape.clone();
    }

    /**
     * Returns the array itself, not a copy.
     *
     * @throws StoreException if the type is not F32
     */
    public float[] floats() {
      require(Type.F32);
      return (float[]) values;
    }

    /**
     * Returns the array itself, not a copy.
     *
     * @throws StoreException if the type is not F64
     */
    public double[] doubles() {
      require(Type.F64);
      return (double[]) values;
    }

    /**
     * Returns the array itself, not a copy.
     *
     * @throws StoreException if the type is not I64
     */
    public long[] longs() {
      require(Type.I64);
      return (long[]) values;
    }

    private void require(Type wanted) {
      if (type != wanted) {
        throw new StoreException("The array is of type " + type + ", not " + wanted + ".");
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entry that
          && Arrays.equals(shape, that.shape)
          && Objects.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(shape) + Arrays.deepHashCode(new Object[] {values});
    }

    @Override
    public String toString() {
      return type + Arrays.toString(shape);
    }
  }
}
