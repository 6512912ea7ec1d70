package io.github.diffusion4j.store;

import java.nio.ByteBuffer;

/** Moves elements between arrays and a little-endian buffer, a buffer-full at a time. */
final class ArrayBytes {
  private ArrayBytes() {}

  /** Returns a new array of zeros. */
  static Object allocate(Safetensors.Type type, int elements) {
    return switch (type) {
      case F32 -> new float[elements];
      case F64 -> new double[elements];
      case I64 -> new long[elements];
    };
  }

  /** Puts {@code count} elements of the array, from {@code start} on, at the buffer's position. */
  static void put(Safetensors.Type type, Object array, int start, int count, ByteBuffer buffer) {
    switch (type) {
      case F32 -> buffer.asFloatBuffer().put((float[]) array, start, count);
      case F64 -> buffer.asDoubleBuffer().put((double[]) array, start, count);
      case I64 -> buffer.asLongBuffer().put((long[]) array, start, count);
    }
  }

  /**
   * Takes {@code count} elements at the buffer's position into the array, from {@code start} on.
   */
  static void get(Safetensors.Type type, Object array, int start, int count, ByteBuffer buffer) {
    switch (type) {
      case F32 -> buffer.asFloatBuffer().get((float[]) array, start, count);
      case F64 -> buffer.asDoubleBuffer().get((double[]) array, start, count);
      case I64 -> buffer.asLongBuffer().get((long[]) array, start, count);
    }
  }
}
