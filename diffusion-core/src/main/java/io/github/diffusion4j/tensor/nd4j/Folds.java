package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Sums and maxima along dimensions, neighbouring ones taken as one, the last first. Partial results
 * are kept for stretches of fixed length, so that rounding errors stay small and results are the
 * same on any number of cores.
 */
enum Folds {
  SUM(0) {
    @Override
    float row(float[] x, int count, float[] scratch) {
      return Sums.of(x, 0, count, scratch);
    }

    @Override
    void rows(float[] sums, float[] x, int count) {
      for (int i = 0; i < count; i++) {
        sums[i] += x[i];
      }
    }

    @Override
    double plain(double a, double b) {
      return a + b;
    }
  },
  MAX(Double.NEGATIVE_INFINITY) {
    @Override
    float row(float[] x, int count, float[] scratch) {
      return Maxima.of(x, count, scratch);
    }

    @Override
    void rows(float[] sums, float[] x, int count) {
      for (int i = 0; i < count; i++) {
        sums[i] = Math.max(sums[i], x[i]);
      }
    }

    @Override
    double plain(double a, double b) {
      return Math.max(a, b);
    }
  };

  /** Elements of a row, or of a stretch of rows, that make one partial result. */
  private static final int STRETCH = 4096;

  /** Rows that are added up one by one before they count as one. */
  private static final int ROWS = 32;

  private final double start;

  Folds(double start) {
    this.start = start;
  }

  abstract float row(float[] x, int count, float[] scratch);

  abstract void rows(float[] sums, float[] x, int count);

  abstract double plain(double a, double b);

  /** Sums an array back to the shape it was broadcast from. */
  static Value toShape(Call<?> call, Slabs slabs, Value from, Shape shape) {
    if (from.shape.equals(shape)) {
      return from;
    }
    int extra = from.shape.rank() - shape.rank();
    boolean[] over = new boolean[from.shape.rank()];
    for (int i = 0; i < over.length; i++) {
      over[i] = i < extra || (shape.dim(i - extra) == 1 && from.shape.dim(i) != 1);
    }
    Value result = SUM.over(call, slabs, from, over);
    return result.reshaped(shape);
  }

  /** Folds dimensions of a plain array, which stay with length 1. */
  Value over(Call<?> call, Slabs slabs, Value from, List<Integer> dimensions) {
    boolean[] over = new boolean[from.shape.rank()];
    dimensions.forEach(dimension -> over[dimension] = true);
    return over(call, slabs, from, over);
  }

  private Value over(Call<?> call, Slabs slabs, Value from, boolean[] over) {
    Value result = from;
    int end = over.length;
    while (end > 0) {
      int first = end;
      while (first > 0 && over[first - 1]) {
        first--;
      }
      if (first < end) {
        Axis axis = Axis.of(result.shape, first, end);
        Shape shape = result.shape;
        for (int i = first; i < end; i++) {
          shape = shape.with(i, 1);
        }
        result = along(call, slabs, result, axis).reshaped(shape);
      }
      end = Math.min(first, end) - 1;
    }
    return result;
  }

  private Value along(Call<?> call, Slabs slabs, Value from, Axis axis) {
    Shape flat = Shape.of(axis.outer(), axis.inner());
    if (axis.size() == 0) {
      Value result = call.allocate(flat);
      result.array().assign(start);
      return result;
    }
    if (from.type() == DataType.FLOAT64) {
      return inDoubles(call, from, axis);
    }
    if (axis.inner() > 1) {
      return throughRows(call, slabs, from, axis);
    }
    Value result = call.allocate(flat);
    int cuts = (axis.length() + STRETCH - 1) / STRETCH;
    float[] parts = new float[axis.outer() * cuts];
    slabs.each(
        parts.length,
        axis.size(),
        (first, last) -> {
          float[] x = new float[Math.min(STRETCH, axis.length())];
          float[] scratch = Sums.scratch(x.length);
          for (int i = first; i < last; i++) {
            int at = i % cuts * STRETCH;
            int count = Math.min(STRETCH, axis.length() - at);
            from.floats().get(i / cuts * axis.length() + at, x, 0, count);
            parts[i] = row(x, count, scratch);
          }
        });
    float[] scratch = Sums.scratch(cuts);
    for (int i = 0; i < axis.outer(); i++) {
      float[] own = Arrays.copyOfRange(parts, i * cuts, (i + 1) * cuts);
      result.floats().put(i, cuts == 1 ? own[0] : row(own, cuts, scratch));
    }
    return result;
  }

  /** Folds whole rows of inner elements onto each other, in columns that fit the cache. */
  private Value throughRows(Call<?> call, Slabs slabs, Value from, Axis axis) {
    Value result = call.allocate(Shape.of(axis.outer(), axis.inner()));
    int width = Math.min(axis.inner(), STRETCH);
    int columns = (axis.inner() + width - 1) / width;
    int stretch = Math.max(ROWS, STRETCH / width);
    int cuts = (axis.length() + stretch - 1) / stretch;
    float[][] parts = new float[axis.outer() * columns * cuts][];
    slabs.each(
        parts.length,
        axis.size(),
        (first, last) -> {
          float[] x = new float[width];
          for (int i = first; i < last; i++) {
            int column = i / cuts % columns * width;
            int count = Math.min(width, axis.inner() - column);
            int row = i % cuts * stretch;
            int end = Math.min(axis.length(), row + stretch);
            int block = i / cuts / columns * axis.block();
            parts[i] = stack(from, block + column, axis.inner(), row, end, count, x);
          }
        });
    for (int i = 0; i < axis.outer() * columns; i++) {
      int column = i % columns * width;
      int count = Math.min(width, axis.inner() - column);
      float[] whole = pairwise(parts, i * cuts, (i + 1) * cuts, count);
      result.floats().put(i / columns * axis.inner() + column, whole, 0, count);
    }
    return result;
  }

  private float[] stack(Value from, int at, int inner, int row, int end, int count, float[] x) {
    float[] total = new float[count];
    float[] some = new float[count];
    Arrays.fill(total, (float) start);
    for (int r = row; r < end; r += ROWS) {
      Arrays.fill(some, (float) start);
      for (int i = r; i < Math.min(end, r + ROWS); i++) {
        from.floats().get(at + i * inner, x, 0, count);
        rows(some, x, count);
      }
      rows(total, some, count);
    }
    return total;
  }

  private float[] pairwise(float[][] parts, int from, int to, int count) {
    if (to - from == 1) {
      return parts[from];
    }
    int middle = (from + to) / 2;
    float[] left = pairwise(parts, from, middle, count);
    rows(left, pairwise(parts, middle, to, count), count);
    return left;
  }

  private Value inDoubles(Call<?> call, Value from, Axis axis) {
    double[] x = from.toDoubles();
    double[] folded = new double[axis.outer() * axis.inner()];
    Arrays.fill(folded, start);
    for (int i = 0; i < x.length; i++) {
      int at = i / axis.block() * axis.inner() + i % axis.inner();
      folded[at] = plain(folded[at], x[i]);
    }
    Value result = call.allocate(Shape.of(axis.outer(), axis.inner()));
    result.put(folded);
    return result;
  }
}
