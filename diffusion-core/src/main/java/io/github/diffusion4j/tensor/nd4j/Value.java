package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A contiguous array in a buffer; several may look at one buffer under other shapes. */
final class Value {
  final Storage storage;
  final Shape shape;
  final Layout layout;
  private INDArray array;

  Value(Storage storage, Shape shape) {
    this(storage, shape, Layout.PLAIN);
  }

  Value(Storage storage, Shape shape, Layout layout) {
    this.storage = storage;
    this.shape = shape;
    this.layout = layout;
  }

  /**
   * What ND4J's operations take. Of a blocked array every element is there, in blocked order: good
   * for what is done to each element alone.
   */
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

  /** The same elements under another shape; of a plain array. */
  Value reshaped(Shape other) {
    return new Value(storage, other);
  }

  /** The same buffer, taken to be in another layout: for results not yet written. */
  Value in(Layout other) {
    return new Value(storage, shape, other);
  }

  /** Copies the elements out as doubles, in row-major order. */
  double[] toDoubles() {
    double[] result = new double[size()];
    if (type() == DataType.FLOAT64) {
      storage.doubles().get(0, result);
      return result;
    }
    float[] floats = toFloats();
    for (int i = 0; i < result.length; i++) {
      result[i] = floats[i];
    }
    return result;
  }

  /** Copies elements of a plain array out as doubles, from a place on. */
  void get(int from, double[] into) {
    if (type() == DataType.FLOAT64) {
      storage.doubles().get(from, into);
      return;
    }
    float[] floats = new float[into.length];
    floats().get(from, floats);
    for (int i = 0; i < into.length; i++) {
      into[i] = floats[i];
    }
  }

  /** Fills a plain array with doubles in row-major order, rounded to its type. */
  void put(double[] rowMajor) {
    put(0, rowMajor);
  }

  /** Fills a part of a plain array likewise, from a place on. */
  void put(int from, double[] rowMajor) {
    if (type() == DataType.FLOAT64) {
      storage.doubles().put(from, rowMajor);
      return;
    }
    float[] floats = new float[rowMajor.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) rowMajor[i];
    }
    floats().put(from, floats);
  }

  /** Copies the elements of a FLOAT32 array out, in row-major order. */
  float[] toFloats() {
    float[] result = new float[size()];
    floats().get(0, result);
    if (layout == Layout.PLAIN) {
      return result;
    }
    float[] rowMajor = new float[result.length];
    int area = size() / (shape.dim(0) * shape.dim(1));
    for (int i = 0; i < result.length; i++) {
      rowMajor[layout.rowMajor(i, area)] = result[i];
    }
    return rowMajor;
  }
}
