package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;

/**
 * How operands that broadcast meet: the result in rows as long as can be, along which every operand
 * either goes forward element by element or stays where it is.
 */
final class Rows {
  /** Longer rows are cut: a few pieces of this length fit the first-level cache. */
  private static final int PIECE = 2048;

  private final int rank;

  /** Lengths of the dimensions that cannot be taken together, the rows last. */
  private final int[] lengths;

  /** Of each operand, along each of those dimensions. */
  private final int[][] strides;

  private Rows(int rank, int[] lengths, int[][] strides) {
    this.rank = rank;
    this.lengths = lengths;
    this.strides = strides;
  }

  static Rows of(Shape result, Value... operands) {
    int[] lengths = new int[Math.max(1, result.rank())];
    int[][] strides = new int[operands.length][lengths.length];
    int rank = 0;
    for (int i = 0; i < result.rank(); i++) {
      if (result.dim(i) == 1) {
        continue;
      }
      int[] here = new int[operands.length];
      boolean joins = rank > 0;
      for (int k = 0; k < operands.length; k++) {
        here[k] = stride(operands[k].shape, i - result.rank());
        joins &= rank > 0 && strides[k][rank - 1] == here[k] * result.dim(i);
      }
      rank = joins ? rank : rank + 1;
      lengths[rank - 1] = joins ? lengths[rank - 1] * result.dim(i) : result.dim(i);
      for (int k = 0; k < operands.length; k++) {
        strides[k][rank - 1] = here[k];
      }
    }
    if (rank == 0) {
      rank = 1;
      lengths[0] = 1;
    }
    return new Rows(rank, lengths, strides);
  }

  /**
   * Computes each element of an array from those at its place in arrays of the same size and
   * layout, whatever that is.
   */
  static void alone(Slabs slabs, Loop loop, Plain plain, Value result, Value... operands) {
    int[][] strides = new int[operands.length][];
    Arrays.fill(strides, new int[] {1});
    Rows rows = new Rows(1, new int[] {result.size()}, strides);
    if (result.type() == DataType.FLOAT32) {
      rows.run(slabs, loop, result, operands);
    } else {
      rows.run(plain, result, operands);
    }
  }

  /** How far apart neighbours along a dimension are, which is counted from the end; 0 if one. */
  private static int stride(Shape shape, int fromEnd) {
    if (-fromEnd > shape.rank() || shape.dim(fromEnd) == 1) {
      return 0;
    }
    int stride = 1;
    for (int i = fromEnd + 1; i < 0; i++) {
      stride *= shape.dim(i);
    }
    return stride;
  }

  /** Something done to corresponding elements of all operands. */
  interface Loop {
    /**
     * Computes the first elements of a result.
     *
     * @param in as many elements of each operand
     */
    void run(float[][] in, float[] out, int count);
  }

  /** Likewise, one element at a time. */
  interface Plain {
    double at(double[] in);
  }

  /** Makes a loop of a function of doubles, where speed does not count. */
  static Loop oneByOne(Plain plain) {
    return (in, out, count) -> {
      double[] here = new double[in.length];
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < here.length; k++) {
          here[k] = in[k][i];
        }
        out[i] = (float) plain.at(here);
      }
    };
  }

  /** Runs a loop over FLOAT32 operands on all cores. */
  void run(Slabs slabs, Loop loop, Value result, Value... operands) {
    int length = lengths[rank - 1];
    int cuts = (length + PIECE - 1) / PIECE;
    int rows = result.size() / length;
    slabs.each(
        rows * cuts,
        (long) result.size() * operands.length,
        (from, to) -> {
          float[][] in = new float[operands.length][Math.min(PIECE, length)];
          float[] out = new float[Math.min(PIECE, length)];
          for (int i = from; i < to; i++) {
            int row = i / cuts;
            int start = i % cuts * PIECE;
            int count = Math.min(PIECE, length - start);
            for (int k = 0; k < operands.length; k++) {
              read(operands[k], k, start(k, row), start, count, in[k]);
            }
            loop.run(in, out, count);
            result.floats().put(row * length + start, out, 0, count);
          }
        });
  }

  private void read(Value operand, int k, int rowStart, int start, int count, float[] into) {
    if (strides[k][rank - 1] == 0) {
      Arrays.fill(into, 0, count, operand.floats().get(rowStart));
    } else {
      operand.floats().get(rowStart + start, into, 0, count);
    }
  }

  /** Computes every element in doubles: for FLOAT64, where speed does not count. */
  void run(Plain plain, Value result, Value... operands) {
    double[][] data = Arrays.stream(operands).map(Value::toDoubles).toArray(double[][]::new);
    double[] out = new double[result.size()];
    double[] in = new double[operands.length];
    int length = lengths[rank - 1];
    for (int i = 0; i < out.length; i++) {
      for (int k = 0; k < in.length; k++) {
        in[k] = data[k][start(k, i / length) + i % length * strides[k][rank - 1]];
      }
      out[i] = plain.at(in);
    }
    result.put(out);
  }

  /** Where a row of an operand starts. */
  private int start(int operand, int row) {
    int start = 0;
    int rest = row;
    for (int i = rank - 2; i >= 0; i--) {
      start += rest % lengths[i] * strides[operand][i];
      rest /= lengths[i];
    }
    return start;
  }
}
