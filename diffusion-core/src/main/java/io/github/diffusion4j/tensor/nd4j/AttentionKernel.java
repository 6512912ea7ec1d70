package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Attention in FLOAT32, head by head and some queries at a time: their scores stay in the cache
 * from the first product to the last, nothing is transposed in memory, and the backward pass
 * computes them again from one number a query (Dao et al. 2022) instead of keeping them.
 */
final class AttentionKernel implements Kernel<Product.Attention> {
  private final Slabs slabs;
  private final Memory memory;

  AttentionKernel(Slabs slabs, Memory memory) {
    this.slabs = slabs;
    this.memory = memory;
  }

  @Override
  public Value forward(Call<Product.Attention> call) {
    AttentionSizes sizes = AttentionSizes.of(call);
    Value result = call.allocate(call.shape);
    float[] logSums = new float[sizes.tasks() * sizes.queries()];
    call.saved = logSums;
    if (sizes.keys() == 0) {
      result.array().assign(0);
      return result;
    }
    AttentionScores scores = new AttentionScores(call, sizes);
    slabs.each(
        sizes.tasks(),
        sizes.work(),
        (from, to) ->
            withRoom(
                sizes,
                1,
                room -> {
                  for (int task = from; task < to; task++) {
                    forward(call, sizes, scores, task, room[0], logSums, result);
                  }
                }));
    return result;
  }

  /** With P the weights and g what comes back: dV = P^T g, dP = g V^T, dS = P (dP - P . dP). */
  @Override
  public Value[] backward(Call<Product.Attention> call, Value gradient) {
    AttentionSizes sizes = AttentionSizes.of(call);
    Value[] result = new Value[call.inputs.length];
    for (int i = 0; i < 3; i++) {
      result[i] = call.allocate(call.inputs[i].shape);
    }
    boolean biased = call.inputs.length > 3 && call.wanted[3];
    Value biasGradient =
        biased
            ? call.allocate(Shape.of(sizes.samples(), sizes.heads(), sizes.queries(), sizes.keys()))
            : null;
    if (sizes.keys() == 0) {
      result[0].array().assign(0);
      result[1].array().assign(0);
      result[2].array().assign(0);
      if (biased) {
        result[3] = call.zeros(call.inputs[3].shape);
      }
      return result;
    }
    AttentionScores scores = new AttentionScores(call, sizes);
    float[] logSums = (float[]) call.saved;
    slabs.each(
        sizes.tasks(),
        3 * sizes.work(),
        (from, to) ->
            withRoom(
                sizes,
                2,
                room -> {
                  for (int task = from; task < to; task++) {
                    backward(
                        call, sizes, scores, task, room, logSums, gradient, biasGradient, result);
                  }
                }));
    if (biased) {
      result[3] = Folds.toShape(call, slabs, biasGradient, call.inputs[3].shape);
    }
    return result;
  }

  /** Runs something with memory for so many blocks of scores. */
  private void withRoom(AttentionSizes sizes, int blocks, Consumer<Value[]> work) {
    Shape shape = Shape.of(sizes.block(), sizes.keys());
    Value[] room = new Value[blocks];
    Arrays.setAll(room, i -> memory.allocate(DataType.FLOAT32, shape));
    try {
      work.accept(room);
    } finally {
      for (Value block : room) {
        memory.release(block.storage);
      }
    }
  }

  private static void forward(
      Call<Product.Attention> call,
      AttentionSizes sizes,
      AttentionScores scores,
      int task,
      Value block,
      float[] logSums,
      Value result) {
    Gemm.Matrix values = sizes.head(call.inputs[2], task, sizes.keys(), sizes.valueWidth());
    Gemm.Matrix out = sizes.head(result, task, sizes.queries(), sizes.valueWidth());
    for (int query = 0; query < sizes.queries(); query += sizes.block()) {
      int count = Math.min(sizes.block(), sizes.queries() - query);
      scores.products(task, query, count, block);
      scores.softmax(task, query, count, block, logSums);
      Gemm.multiply(
          plain(block, sizes.keys()),
          values,
          out.fromRow(query),
          new Gemm.Size(count, sizes.valueWidth(), sizes.keys()),
          0);
    }
  }

  private static void backward(
      Call<Product.Attention> call,
      AttentionSizes sizes,
      AttentionScores scores,
      int task,
      Value[] room,
      float[] logSums,
      Value gradient,
      Value biasGradient,
      Value[] result) {
    Value weights = room[0];
    Value slopes = room[1];
    for (int query = 0; query < sizes.queries(); query += sizes.block()) {
      int count = Math.min(sizes.block(), sizes.queries() - query);
      scores.products(task, query, count, weights);
      scores.weights(task, query, count, weights, logSums);
      Gemm.Matrix passed =
          sizes.head(gradient, task, sizes.queries(), sizes.valueWidth()).fromRow(query);
      Gemm.Matrix values = sizes.head(call.inputs[2], task, sizes.keys(), sizes.valueWidth());
      Gemm.Size square = new Gemm.Size(count, sizes.keys(), sizes.valueWidth());
      Gemm.multiply(passed, values.flipped(), plain(slopes, sizes.keys()), square, 0);
      scores.slopes(task, query, count, weights, slopes, biasGradient);
      accumulate(call, sizes, task, query, count, passed, weights, slopes, result);
    }
  }

  private static void accumulate(
      Call<Product.Attention> call,
      AttentionSizes sizes,
      int task,
      int query,
      int count,
      Gemm.Matrix passed,
      Value weights,
      Value slopes,
      Value[] result) {
    // Keys and values get a share from every block of queries; the first overwrites what was there.
    float beta = query == 0 ? 0 : 1;
    Gemm.Matrix p = plain(weights, sizes.keys());
    Gemm.Matrix s = plain(slopes, sizes.keys());
    Gemm.Matrix q = sizes.head(call.inputs[0], task, sizes.queries(), sizes.width());
    Gemm.Matrix k = sizes.head(call.inputs[1], task, sizes.keys(), sizes.width());
    Gemm.multiply(
        p.flipped(),
        passed,
        sizes.head(result[2], task, sizes.keys(), sizes.valueWidth()),
        new Gemm.Size(sizes.keys(), sizes.valueWidth(), count),
        beta);
    Gemm.multiply(
        s,
        k,
        sizes.head(result[0], task, sizes.queries(), sizes.width()).fromRow(query),
        new Gemm.Size(count, sizes.width(), sizes.keys()),
        0);
    Gemm.multiply(
        s.flipped(),
        q.fromRow(query),
        sizes.head(result[1], task, sizes.keys(), sizes.width()),
        new Gemm.Size(sizes.keys(), sizes.width(), count),
        beta);
  }

  static Gemm.Matrix plain(Value block, int columns) {
    return new Gemm.Matrix(block, 0, columns, false);
  }
}
