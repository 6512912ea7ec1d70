package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One native buffer, reused again and again: a fresh one costs page faults, which for pictures is
 * more than the arithmetic on them.
 */
final class Storage {
  private final INDArray array;
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  final DataType type;
  final int length;

  /** Which round of the pool it was last in use. */
  long lastUsed;

  Storage(DataType type, int length) {
    this.type = type;
    this.length = length;
    array = Nd4j.createUninitializedDetached(nd4jType(type), Math.max(1, length));
    bytes = array.data().pointer().asByteBuffer();
    bytes.order(ByteOrder.nativeOrder());
    floats = type == DataType.FLOAT32 ? bytes.asFloatBuffer() : null;
    doubles = type == DataType.FLOAT64 ? bytes.asDoubleBuffer() : null;
  }

  static org.nd4j.linalg.api.buffer.DataType nd4jType(DataType type) {
    return type == DataType.FLOAT32
        ? org.nd4j.linalg.api.buffer.DataType.FLOAT
        : org.nd4j.linalg.api.buffer.DataType.DOUBLE;
  }

  /** The whole buffer as a vector. */
  INDArray array() {
    return array;
  }

  /** Where a FLOAT32 buffer starts, for native code. */
  FloatPointer pointer() {
    return (FloatPointer) array.data().pointer();
  }

  /** The elements for Java's loops; absolute gets and puts only, so that threads can share it. */
  FloatBuffer floats() {
    return floats;
  }

  /** The elements of a FLOAT64 buffer, likewise. */
  DoubleBuffer doubles() {
    return doubles;
  }

  /** The raw memory, in native order; absolute gets and puts only. */
  ByteBuffer bytes() {
    return bytes;
  }

  long byteCount() {
    return (long) length * (type == DataType.FLOAT32 ? 4 : 8);
  }

  void free() {
    array.close();
  }
}
