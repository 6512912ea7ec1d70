package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A contiguous, row-major array in a buffer; several may look at one buffer under other shapes. */
final class Value {
  final Storage storage;
  final Shape shape;
  private INDArray array;

  Value(Storage storage, Shape shape) {
    this.storage = storage;
    this.shape = shape;
  }

  /** What ND4J's operations take. */
  INDArray array() {
    if (array == null) {
      array = view(shape.toLongs());
    }
    return array;
  }

  /** The same elements for ND4J under lengths of the caller's choice. */
  INDArray view(long... lengths) {
    if (lengths.length == 0) {
      return Nd4j.create(storage.array().data(), new long[0], new long[0], 0, 'c');
    }
    return Nd4j.create(storage.array().data(), lengths, Nd4j.getStrides(lengths, 'c'), 0, 'c');
  }

  FloatBuffer floats() {
    return storage.floats();
  }

  DataType type() {
    return storage.type;
  }

  int size() {
    return shape.size();
  }

  Value reshaped(Shape other) {
    return new Value(storage, other);
  }
}
