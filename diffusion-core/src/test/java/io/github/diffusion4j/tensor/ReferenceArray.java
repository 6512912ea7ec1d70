package io.github.diffusion4j.tensor;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Numbers in row-major order under a shape, read and written by place: one index a dimension. */
record ReferenceArray(double[] data, Shape shape) {
  static ReferenceArray zeros(int... lengths) {
    Shape shape = Shape.of(lengths);
    return new ReferenceArray(new double[shape.size()], shape);
  }

  int dim(int dimension) {
    return shape.dim(dimension);
  }

  int size() {
    return data.length;
  }

  /** Returns the place of the i-th element. */
  int[] place(int i) {
    int[] place = new int[shape.rank()];
    for (int d = place.length - 1, rest = i; d >= 0; d--) {
      place[d] = rest % shape.dim(d);
      rest /= shape.dim(d);
    }
    return place;
  }

  /** Returns which element lies at a place. */
  int index(int... place) {
    int index = 0;
    for (int d = 0; d < place.length; d++) {
      index = index * shape.dim(d) + place[d];
    }
    return index;
  }

  double at(int... place) {
    return data[index(place)];
  }

  /** Tells whether the array reaches as far as a place. */
  boolean holds(int... place) {
    for (int d = 0; d < place.length; d++) {
      if (place[d] < 0 || place[d] >= shape.dim(d)) {
        return false;
      }
    }
    return true;
  }

  /** Returns what this holds for a place of a shape it broadcasts to, as NumPy does. */
  double broadcast(int... place) {
    int[] own = Arrays.copyOfRange(place, place.length - shape.rank(), place.length);
    for (int d = 0; d < own.length; d++) {
      own[d] = shape.dim(d) == 1 ? 0 : own[d];
    }
    return at(own);
  }

  /** Sets each element to what a function makes of its place. */
  void fill(ToDoubleFunction<int[]> function) {
    Arrays.setAll(data, i -> function.applyAsDouble(place(i)));
  }

  void map(ReferenceArray source, DoubleUnaryOperator function) {
    Arrays.setAll(data, i -> function.applyAsDouble(source.data[i]));
  }

  /** Returns a place with one index replaced; negative dimensions count from the end. */
  static int[] with(int[] place, int dimension, int index) {
    int[] result = place.clone();
    result[dimension < 0 ? dimension + place.length : dimension] = index;
    return result;
  }
}
