package io.github.diffusion4j.store;

import java.util.Arrays;

/**
 * Where one array lies in the data section, in bytes from its start.
 *
 * @param shape at most {@link #MAX_RANK} sizes, none negative
 * @param begin the first byte
 * @param end the byte after the last
 */
record TensorLocation(String name, Safetensors.Type type, int[] shape, long begin, long end) {
  static final int MAX_RANK = 16;
  static final int MAX_NAME = 1_000;

  /** The longest array that every JVM can allocate. */
  private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  TensorLocation {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "a name of " + name.length() + " characters; 1 to " + MAX_NAME + " are allowed");
    }
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "tensor '" + name + "' lies from byte " + begin + " to " + end);
    }
    long bytes = elements(shape) * type.bytes();
    if (bytes != end - begin) {
      throw new IllegalArgumentException(
          "tensor '%s' of %s%s takes %d bytes, but lies from byte %d to %d"
              .formatted(name, type, Arrays.toString(shape), bytes, begin, end));
    }
  }

  /**
   * Returns how many elements an array of that shape has.
   *
   * @throws IllegalArgumentException if a size is negative, there are too many sizes, or a Java
   *     array cannot hold so many
   */
  static long elements(int[] shape) {
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "a shape of " + shape.length + " sizes; at most " + MAX_RANK + " are allowed");
    }
    long elements = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has a negative size");
      }
      elements *= size;
      if (elements > MAX_ELEMENTS) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(shape) + " has more elements than an array can hold");
      }
    }
    return elements;
  }
}
