package io.github.diffusion4j.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which elements along a dimension come first, largest or smallest.
 *
 * <p>Equal elements (0 and -0 are) keep their order. NaN counts as larger than all numbers, as in
 * PyTorch's sort and topk.
 */
final class Ranking {
  private Ranking() {}

  /**
   * Returns where along a dimension the first {@code count} elements are, first one first.
   *
   * @param operation what to call it in errors
   * @return the tensor's shape with the dimension's length replaced by {@code count}
   */
  static Indices first(String operation, Tensor tensor, int dimension, int count, boolean largest) {
    Shape shape = tensor.shape();
    int length = shape.dim(dimension);
    if (count < 0 || count > length) {
      throw new ShapeException(
          operation
              + ": "
              + count
              + " elements asked for along dimension "
              + dimension
              + " of shape "
              + shape
              + "; ask for 0 to "
              + length);
    }
    Shape ranked = shape.with(dimension, count);
    int[] result = new int[ranked.size()];
    if (result.length > 0) {
      int stride = stride(shape, shape.axis(dimension));
      double[] values = tensor.toDoubles();
      Lane lane = new Lane(length, count, largest);
      for (int i = 0; i < values.length / length; i++) {
        int outer = i / stride;
        int inner = i % stride;
        lane.rank(values, outer * length * stride + inner, stride);
        for (int j = 0; j < count; j++) {
          result[(outer * count + j) * stride + inner] = lane.heap[j];
        }
      }
    }
    return Indices.of(result, ranked);
  }

  /** How far neighbours along an axis lie apart in row-major order. */
  /** Finds the first of the largest or smallest along several dimensions, taken as one. */
  static Indices extreme(String operation, Tensor tensor, List<Integer> axes, boolean largest) {
    if (axes.size() == 1) {
      return first(operation, tensor, axes.get(0), 1, largest);
    }
    Shape result = new Reduction.Sum(axes).infer(List.of(tensor.shape()));
    int rank = tensor.shape().rank();
    int[] order =
        IntStream.concat(
                IntStream.range(0, rank).filter(axis -> !axes.contains(axis)),
                axes.stream().mapToInt(Integer::intValue).sorted())
            .toArray();
    int parts = result.size();
    int length = axes.stream().mapToInt(tensor.shape()::dim).reduce(1, Math::multiplyExact);
    try (Scope scope = tensor.engine().inference()) {
      Tensor flat = tensor.permute(order).reshape(parts, length);
      return Indices.of(first(operation, flat, 1, 1, largest).toArray(), result);
    }
  }

  private static int stride(Shape shape, int axis) {
    int[] inner = Arrays.copyOfRange(shape.toArray(), axis + 1, shape.rank());
    return Shape.of(inner).size();
  }

  /** Ranks one run of elements after another with a heap of those that came first so far. */
  private static final class Lane {
    private final double[] values;
    private final int direction;

    /** Places in {@link #values}; while ranking, none comes after its children's parent. */
    private final int[] heap;

    Lane(int length, int count, boolean largest) {
      values = new double[length];
      heap = new int[count];
      direction = largest ? 1 : -1;
    }

    /** Leaves the places of the first elements in {@link #heap}, first one first. */
    void rank(double[] source, int offset, int stride) {
      for (int i = 0; i < values.length; i++) {
        values[i] = source[offset + i * stride] + 0.0; // Makes -0 a 0.
      }
      for (int i = 0; i < heap.length; i++) {
        heap[i] = i;
      }
      for (int i = heap.length / 2 - 1; i >= 0; i--) {
        sink(i, heap.length);
      }
      for (int i = heap.length; i < values.length; i++) {
        if (before(i, heap[0])) {
          heap[0] = i;
          sink(0, heap.length);
        }
      }
      for (int end = heap.length - 1; end > 0; end--) {
        int last = heap[0];
        heap[0] = heap[end];
        heap[end] = last;
        sink(0, end);
      }
    }

    private boolean before(int a, int b) {
      int order = direction * Double.compare(values[a], values[b]);
      return order > 0 || order == 0 && a < b;
    }

    /** Moves an entry down until it comes after both of its children. */
    private void sink(int from, int size) {
      int parent = from;
      int moving = heap[parent];
      for (int child = 2 * parent + 1; child < size; child = 2 * parent + 1) {
        if (child + 1 < size && before(heap[child], heap[child + 1])) {
          child++;
        }
        if (!before(moving, heap[child])) {
          break;
        }
        heap[parent] = heap[child];
        parent = child;
      }
      heap[parent] = moving;
    }
  }
}
