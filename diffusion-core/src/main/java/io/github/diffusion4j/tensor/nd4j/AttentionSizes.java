package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;

/** The lengths involved, and where the matrices of a head lie. */
record AttentionSizes(
    int samples, int heads, int queries, int keys, int width, int valueWidth, boolean first) {
  /** Scores that are worked on at a time: they fit the second-level cache, twice. */
  private static final int SCORES = 1 << 16;

  static AttentionSizes of(Call<Product.Attention> call) {
    boolean first = call.op.channelsFirst();
    Shape q = call.inputs[0].shape;
    Shape v = call.inputs[2].shape;
    int length = first ? 2 : 1;
    int heads = call.op.heads();
    return new AttentionSizes(
        q.dim(0),
        heads,
        q.dim(length),
        v.dim(length),
        q.dim(3 - length) / heads,
        v.dim(3 - length) / heads,
        first);
  }

  int tasks() {
    return samples * heads;
  }

  /** Queries of a block. */
  int block() {
    return Math.max(1, Math.min(queries, SCORES / Math.max(1, keys)));
  }

  long work() {
    return (long) tasks() * queries * keys * (width + valueWidth);
  }

  /** One head's {@code [length, width]} matrix of an array. */
  Gemm.Matrix head(Value value, int task, int length, int width) {
    if (first) {
      return new Gemm.Matrix(value, task * width * length, 0, length, true);
    }
    int start = task / heads * length * heads * width + task % heads * width;
    return new Gemm.Matrix(value, start, 0, heads * width, false);
  }
}
