package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;

/** Copies of many equally long runs of memory between two arrays. */
final class Runs {
  private Runs() {}

  /** The elements of a dimension and everything inside it. */
  static int length(Shape shape, int dimension) {
    int length = 1;
    for (int i = dimension; i < shape.rank(); i++) {
      length *= shape.dim(i);
    }
    return length;
  }

  /**
   * Copies {@code length} elements from the start of every stretch of one array to every stretch of
   * another, as often as there are stretches.
   */
  static void copy(
      Slabs slabs,
      Value from,
      int fromOffset,
      int fromStretch,
      Value to,
      int toOffset,
      int toStretch,
      int length) {
    int width = from.type() == DataType.FLOAT32 ? 4 : 8;
    int count = Math.max(from.size() / fromStretch, to.size() / toStretch);
    slabs.each(
        count,
        (long) count * length,
        (first, last) -> {
          for (int i = first; i < last; i++) {
            to.storage
                .bytes()
                .put(
                    (toOffset + i * toStretch) * width,
                    from.storage.bytes(),
                    (fromOffset + i * fromStretch) * width,
                    length * width);
          }
        });
  }
}
