package io.github.diffusion4j.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * One differentiable operation, without its inputs: what an engine must know how to run forwards
 * and backwards.
 *
 * <p>Each record knows its name, how many inputs it takes and which shape it makes of theirs.
 * Adding an operation is: a record here, a method on {@link Tensor}, a kernel in each engine, a
 * line in the engine contract.
 */
public sealed interface Op {

  /** Returns what the operation is called in errors. */
  default String label() {
    String name = getClass().getSimpleName();
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /**
   * Returns the shape of the result.
   *
   * @throws ShapeException if the inputs do not fit, saying what would
   */
  Shape infer(List<Shape> inputs);

  /** Arithmetic of two tensors, broadcast. */
  record Binary(Kind kind) implements Op {
    /** Which arithmetic. */
    public enum Kind {
      ADD,
      SUBTRACT,
      MULTIPLY,
      DIVIDE
    }

    @Override
    public String label() {
      return kind.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Shape infer(List<Shape> in) {
      return Shape.broadcast(label(), in.get(0), in.get(1));
    }
  }

  /** {@code scale * x + shift}. */
  record Affine(double scale, double shift) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      return in.get(0);
    }
  }

  /** A function of each element. */
  record Unary(Function function) implements Op {
    /** Which function. */
    public enum Function {
      EXP,
      LOG,
      SQRT,
      SQUARE,
      SIGMOID,
      TANH,
      /** {@code x * sigmoid(x)}. */
      SILU
    }

    @Override
    public String label() {
      return function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Shape infer(List<Shape> in) {
      return in.get(0);
    }
  }

  /** Clamps each element to a range; the gradient is 0 outside it. */
  record Clamp(double minimum, double maximum) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      return in.get(0);
    }
  }

  /** Sums over some dimensions, which stay with length 1. */
  record Sum(List<Integer> dimensions) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape shape = in.get(0);
      for (int dimension : dimensions) {
        shape = shape.with(dimension, 1);
      }
      return shape;
    }
  }

  /** The same elements in the same order under another shape. */
  record Reshape(Shape shape) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      if (in.get(0).size() != shape.size()) {
        throw new ShapeException(
            "reshape: "
                + in.get(0)
                + " has "
                + in.get(0).size()
                + " elements and "
                + shape
                + " has "
                + shape.size()
                + "; they must be equal");
      }
      return shape;
    }
  }

  /**
   * Reorders the dimensions: dimension {@code i} of the result is {@code order[i]} of the input.
   */
  record Permute(List<Integer> order) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape shape = in.get(0);
      int[] sorted = order.stream().mapToInt(shape::axis).sorted().toArray();
      if (!Arrays.equals(sorted, java.util.stream.IntStream.range(0, shape.rank()).toArray())) {
        throw new ShapeException(
            "permute: order "
                + order
                + " does not name each dimension of "
                + shape
                + " exactly once");
      }
      return Shape.of(order.stream().mapToInt(shape::dim).toArray());
    }
  }

  /** Joins tensors along a dimension; all other lengths are equal. */
  record Concat(int dimension) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape first = in.get(0);
      int length = 0;
      for (Shape shape : in) {
        if (shape.rank() != first.rank()
            || !shape.with(dimension, 1).equals(first.with(dimension, 1))) {
          throw new ShapeException(
              "concat: shapes "
                  + first
                  + " and "
                  + shape
                  + " differ outside dimension "
                  + dimension
                  + "; only that one may");
        }
        length += shape.dim(dimension);
      }
      return first.with(dimension, length);
    }
  }

  /** Keeps indices {@code from} (inclusive) to {@code to} (exclusive) of a dimension. */
  record Slice(int dimension, int from, int to) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      int length = in.get(0).dim(dimension);
      if (from < 0 || to > length || from > to) {
        throw new ShapeException(
            "slice: "
                + from
                + " to "
                + to
                + " of dimension "
                + dimension
                + " is outside shape "
                + in.get(0)
                + "; indices go from 0 to "
                + length);
      }
      return in.get(0).with(dimension, to - from);
    }
  }

  /**
   * Matrix product over the last two dimensions; the dimensions before them are equal, or absent in
   * the second operand.
   *
   * @param transposeA whether the first operand's matrices are transposed first
   * @param transposeB whether the second operand's matrices are transposed first
   */
  record MatMul(boolean transposeA, boolean transposeB) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape a = in.get(0);
      Shape b = in.get(1);
      if (a.rank() < 2 || b.rank() < 2) {
        throw new ShapeException(
            "matMul: shapes " + a + " and " + b + " need at least two dimensions each");
      }
      int inner = a.dim(transposeA ? -2 : -1);
      int other = b.dim(transposeB ? -1 : -2);
      if (inner != other) {
        throw new ShapeException(
            "matMul: shapes "
                + a
                + (transposeA ? " (transposed)" : "")
                + " and "
                + b
                + (transposeB ? " (transposed)" : "")
                + " do not fit: inner lengths "
                + inner
                + " and "
                + other
                + " must be equal");
      }
      boolean sameBatch = a.rank() == b.rank();
      for (int i = 0; sameBatch && i < a.rank() - 2; i++) {
        sameBatch = a.dim(i) == b.dim(i);
      }
      if (!sameBatch && !(b.rank() == 2 && !transposeA)) {
        throw new ShapeException(
            "matMul: shapes "
                + a
                + " and "
                + b
                + " do not fit: the dimensions before the last two"
                + " must be equal, or the second operand a plain matrix");
      }
      return a.with(-2, a.dim(transposeA ? -1 : -2)).with(-1, b.dim(transposeB ? -2 : -1));
    }
  }

  /** Softmax over the last dimension. */
  record Softmax() implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      in.get(0).axis(-1);
      return in.get(0);
    }
  }

  /**
   * Two-dimensional cross-correlation of {@code [N, C, H, W]} with weights {@code [O, C, kH, kW]}
   * and bias {@code [O]}, zero padding.
   */
  record Conv2d(int stride, int padding) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      Shape w = in.get(1);
      if (x.rank() != 4 || w.rank() != 4 || x.dim(1) != w.dim(1)) {
        throw new ShapeException(
            "conv2d: input "
                + x
                + " and weights "
                + w
                + " do not fit: expected [N, C, H, W] and [O, C, kH, kW] with the same C");
      }
      if (!in.get(2).equals(Shape.of(w.dim(0)))) {
        throw new ShapeException(
            "conv2d: bias "
                + in.get(2)
                + " does not fit weights "
                + w
                + ": expected ["
                + w.dim(0)
                + "]");
      }
      int height = x.dim(2) + 2 * padding - w.dim(2);
      int width = x.dim(3) + 2 * padding - w.dim(3);
      if (height < 0 || width < 0) {
        throw new ShapeException(
            "conv2d: kernel of "
                + w
                + " is larger than the padded input "
                + x
                + " (padding "
                + padding
                + ")");
      }
      return Shape.of(x.dim(0), w.dim(0), height / stride + 1, width / stride + 1);
    }
  }

  /** Halves height and width of {@code [N, C, H, W]} by averaging 2x2 blocks. */
  record AveragePool() implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      if (x.rank() != 4 || x.dim(2) % 2 != 0 || x.dim(3) % 2 != 0) {
        throw new ShapeException(
            "averagePool: " + x + " cannot be halved: expected [N, C, H, W] with even H and W");
      }
      return x.with(2, x.dim(2) / 2).with(3, x.dim(3) / 2);
    }
  }

  /** Doubles height and width of {@code [N, C, H, W]} by repeating each element. */
  record UpsampleNearest() implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      if (x.rank() != 4) {
        throw new ShapeException("upsampleNearest: expected [N, C, H, W], got " + x);
      }
      return x.with(2, 2 * x.dim(2)).with(3, 2 * x.dim(3));
    }
  }

  /**
   * Group normalisation (Wu and He 2018) of {@code [N, C, ...]}, then {@code scale * y + shift},
   * then SiLU if asked. Scale and shift are {@code [C]}, or {@code [N, C]} when each sample has its
   * own.
   */
  record GroupNorm(int groups, double epsilon, boolean silu) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape x = in.get(0);
      if (x.rank() < 3 || x.dim(1) % groups != 0) {
        throw new ShapeException(
            "groupNorm: "
                + x
                + " does not split into "
                + groups
                + " groups: expected [N, C, ...] with C a multiple of "
                + groups);
      }
      for (Shape affine : in.subList(1, 3)) {
        if (!affine.equals(Shape.of(x.dim(1))) && !affine.equals(Shape.of(x.dim(0), x.dim(1)))) {
          throw new ShapeException(
              "groupNorm: scale or shift "
                  + affine
                  + " does not fit "
                  + x
                  + ": expected ["
                  + x.dim(1)
                  + "] or ["
                  + x.dim(0)
                  + ", "
                  + x.dim(1)
                  + "]");
        }
      }
      return x;
    }
  }

  /**
   * Sets elements to zero with probability {@code rate} and divides the others by {@code 1 - rate}.
   * Which ones depends on the seed alone.
   */
  record Dropout(double rate, long seed) implements Op {
    /** Checks the rate. */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException(
            "dropout rate is " + rate + "; it is 0 or more and below 1");
      }
    }

    /** Says whether the element at that place in row-major order is set to zero. */
    public boolean drops(long element) {
      return RandomStream.mix(RandomStream.mix(seed) + element) >>> 32 < (long) (rate * (1L << 32));
    }

    @Override
    public Shape infer(List<Shape> in) {
      return in.get(0);
    }
  }

  /** Picks rows of a {@code [rows, columns]} table. */
  record Embedding(List<Integer> rows) implements Op {
    @Override
    public Shape infer(List<Shape> in) {
      Shape table = in.get(0);
      if (table.rank() != 2) {
        throw new ShapeException("embedding: expected a table [rows, columns], got " + table);
      }
      for (int row : rows) {
        if (row < 0 || row >= table.dim(0)) {
          throw new ShapeException(
              "embedding: row "
                  + row
                  + " is outside table "
                  + table
                  + "; rows are 0 to "
                  + (table.dim(0) - 1));
        }
      }
      return Shape.of(rows.size(), table.dim(1));
    }
  }
}
