package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Shape;

/**
 * One dimension of an array, or several neighbours taken as one, as it lies in memory: {@code
 * [outer, length, inner]}.
 */
record Axis(int outer, int length, int inner) {
  static Axis of(Shape shape, int dimension) {
    return of(shape, dimension, dimension + 1);
  }

  /** Takes dimensions {@code from} (inclusive) to {@code to} (exclusive) as one. */
  static Axis of(Shape shape, int from, int to) {
    int outer = 1;
    int length = 1;
    int inner = 1;
    for (int i = 0; i < shape.rank(); i++) {
      if (i < from) {
        outer *= shape.dim(i);
      } else if (i < to) {
        length *= shape.dim(i);
      } else {
        inner *= shape.dim(i);
      }
    }
    return new Axis(outer, length, inner);
  }

  /** Elements of one of the outer parts. */
  int block() {
    return length * inner;
  }

  int size() {
    return outer * block();
  }
}
