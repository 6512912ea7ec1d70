package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;

/**
 * Attention in FLOAT32, head by head and some queries at a time: their scores stay in the cache
 * from the first product to the last, nothing is transposed in memory, and the backward pass
 * computes them again from one number a query (Dao et al. 2022) instead of keeping them.
 */
final class AttentionKernel implements Kernel<Product.Attention> {
  /** Scores that are worked on at a time: they fit the second-level cache, twice. */
  private static final int SCORES = 1 << 16;

  private final Slabs slabs;
  private final Memory memory;

  AttentionKernel(Slabs slabs, Memory memory) {
    this.slabs = slabs;
    this.memory = memory;
  }

  /** The lengths involved, and where the matrices of a head lie. */
  private record Sizes(
      int samples, int heads, int queries, int keys, int width, int valueWidth, boolean first) {
    static Sizes of(Call<Product.Attention> call) {
      boolean first = call.op.channelsFirst();
      Shape q = call.inputs[0].shape;
      Shape v = call.inputs[2].shape;
      int length = first ? 2 : 1;
      int heads = call.op.heads();
      return new Sizes(
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

  @Override
  public Value forward(Call<Product.Attention> call) {
    Sizes sizes = Sizes.of(call);
    Value result = call.allocate(call.shape);
    float[] logSums = new float[sizes.tasks() * sizes.queries];
    call.saved = logSums;
    if (sizes.keys == 0) {
      result.array().assign(0);
      return result;
    }
    Scores scores = new Scores(call, sizes);
    slabs.each(
        sizes.tasks(),
        sizes.work(),
        (from, to) -> {
          Value block = memory.allocate(DataType.FLOAT32, Shape.of(sizes.block(), sizes.keys));
          for (int task = from; task < to; task++) {
            Gemm.Matrix values = sizes.head(call.inputs[2], task, sizes.keys, sizes.valueWidth);
            Gemm.Matrix out = sizes.head(result, task, sizes.queries, sizes.valueWidth);
            for (int query = 0; query < sizes.queries; query += sizes.block()) {
              int count = Math.min(sizes.block(), sizes.queries - query);
              scores.products(task, query, count, block);
              scores.softmax(task, query, count, block, logSums);
              Gemm.multiply(
                  plain(block, sizes.keys),
                  values,
                  out.fromRow(query),
                  new Gemm.Size(count, sizes.valueWidth, sizes.keys),
                  0);
            }
          }
          memory.release(block.storage);
        });
    return result;
  }

  /** With P the weights and g what comes back: dV = P^T g, dP = g V^T, dS = P (dP - P . dP). */
  @Override
  public Value[] backward(Call<Product.Attention> call, Value gradient) {
    Sizes sizes = Sizes.of(call);
    Value[] result = new Value[call.inputs.length];
    for (int i = 0; i < 3; i++) {
      result[i] = call.allocate(call.inputs[i].shape);
    }
    boolean biased = call.inputs.length > 3 && call.wanted[3];
    Value biasGradient =
        biased
            ? call.allocate(Shape.of(sizes.samples, sizes.heads, sizes.queries, sizes.keys))
            : null;
    if (sizes.keys == 0) {
      result[0].array().assign(0);
      result[1].array().assign(0);
      result[2].array().assign(0);
      return result;
    }
    Scores scores = new Scores(call, sizes);
    float[] logSums = (float[]) call.saved;
    slabs.each(
        sizes.tasks(),
        3 * sizes.work(),
        (from, to) -> {
          Shape room = Shape.of(sizes.block(), sizes.keys);
          Value weights = memory.allocate(DataType.FLOAT32, room);
          Value slopes = memory.allocate(DataType.FLOAT32, room);
          for (int task = from; task < to; task++) {
            for (int query = 0; query < sizes.queries; query += sizes.block()) {
              int count = Math.min(sizes.block(), sizes.queries - query);
              scores.products(task, query, count, weights);
              scores.weights(task, query, count, weights, logSums);
              Gemm.Matrix passed =
                  sizes.head(gradient, task, sizes.queries, sizes.valueWidth).fromRow(query);
              Gemm.Matrix values = sizes.head(call.inputs[2], task, sizes.keys, sizes.valueWidth);
              Gemm.Size square = new Gemm.Size(count, sizes.keys, sizes.valueWidth);
              Gemm.multiply(passed, values.flipped(), plain(slopes, sizes.keys), square, 0);
              scores.slopes(task, query, count, weights, slopes, biasGradient);
              accumulate(call, sizes, task, query, count, passed, weights, slopes, result);
            }
          }
          memory.release(weights.storage);
          memory.release(slopes.storage);
        });
    if (biased) {
      result[3] = Folds.toShape(call, slabs, biasGradient, call.inputs[3].shape);
    }
    return result;
  }

  private static void accumulate(
      Call<Product.Attention> call,
      Sizes sizes,
      int task,
      int query,
      int count,
      Gemm.Matrix passed,
      Value weights,
      Value slopes,
      Value[] result) {
    // Keys and values get a share from every block of queries; the first overwrites what was there.
    float beta = query == 0 ? 0 : 1;
    Gemm.Matrix p = plain(weights, sizes.keys);
    Gemm.Matrix s = plain(slopes, sizes.keys);
    Gemm.Matrix q = sizes.head(call.inputs[0], task, sizes.queries, sizes.width);
    Gemm.Matrix k = sizes.head(call.inputs[1], task, sizes.keys, sizes.width);
    Gemm.multiply(
        p.flipped(),
        passed,
        sizes.head(result[2], task, sizes.keys, sizes.valueWidth),
        new Gemm.Size(sizes.keys, sizes.valueWidth, count),
        beta);
    Gemm.multiply(
        s,
        k,
        sizes.head(result[0], task, sizes.queries, sizes.width).fromRow(query),
        new Gemm.Size(count, sizes.width, sizes.keys),
        0);
    Gemm.multiply(
        s.flipped(),
        q.fromRow(query),
        sizes.head(result[1], task, sizes.keys, sizes.width),
        new Gemm.Size(sizes.keys, sizes.width, count),
        beta);
  }

  private static Gemm.Matrix plain(Value block, int columns) {
    return new Gemm.Matrix(block, 0, columns, false);
  }

  /** What happens to a block of scores between the products. */
  private static final class Scores {
    private final Call<Product.Attention> call;
    private final Sizes sizes;
    private final float scale;
    private final float[] bias;
    private final Shape biasShape;

    Scores(Call<Product.Attention> call, Sizes sizes) {
      this.call = call;
      this.sizes = sizes;
      scale = (float) call.op.scale();
      bias = call.inputs.length > 3 ? call.inputs[3].toFloats() : null;
      biasShape = call.inputs.length > 3 ? call.inputs[3].shape : null;
    }

    /** {@code Q K^T} of some queries. */
    void products(int task, int query, int count, Value block) {
      Gemm.Matrix q = sizes.head(call.inputs[0], task, sizes.queries, sizes.width);
      Gemm.Matrix k = sizes.head(call.inputs[1], task, sizes.keys, sizes.width);
      Gemm.multiply(
          q.fromRow(query),
          k.flipped(),
          plain(block, sizes.keys),
          new Gemm.Size(count, sizes.keys, sizes.width),
          0);
    }

    /** Turns products into weights, and keeps each row's log-sum-exp. */
    void softmax(int task, int query, int count, Value block, float[] logSums) {
      float[] scratch = Sums.scratch(sizes.keys);
      for (int row = 0; row < count; row++) {
        float[] x = read(task, query + row, row, block);
        float largest = Maxima.of(x, x.length, scratch);
        float sum = 0;
        if (largest != Float.NEGATIVE_INFINITY) {
          shift(x, largest);
          Exponential.ofNegative(x, x.length);
          sum = Sums.of(x, 0, x.length, scratch);
          multiply(x, 1 / sum);
        }
        logSums[task * sizes.queries + query + row] = largest + (float) Math.log(sum);
        write(x, sum == 0, row, block);
      }
    }

    /** Turns products into weights once more. */
    void weights(int task, int query, int count, Value block, float[] logSums) {
      for (int row = 0; row < count; row++) {
        float logSum = logSums[task * sizes.queries + query + row];
        float[] x = read(task, query + row, row, block);
        if (logSum != Float.NEGATIVE_INFINITY) {
          shift(x, logSum);
          Exponential.ofNegative(x, x.length);
        }
        write(x, logSum == Float.NEGATIVE_INFINITY, row, block);
      }
    }

    /** Turns the gradients of weights into those of products, and notes those of the bias. */
    void slopes(int task, int query, int count, Value weights, Value slopes, Value biasGradient) {
      float[] p = new float[sizes.keys];
      float[] g = new float[sizes.keys];
      float[] products = new float[sizes.keys];
      float[] scratch = Sums.scratch(sizes.keys);
      for (int row = 0; row < count; row++) {
        weights.floats().get(row * sizes.keys, p);
        slopes.floats().get(row * sizes.keys, g);
        multiply(p, g, products);
        float mean = Sums.of(products, 0, sizes.keys, scratch);
        subtract(products, p, mean, g);
        if (biasGradient != null) {
          biasGradient.floats().put((task * sizes.queries + query + row) * sizes.keys, g);
        }
        multiply(g, scale);
        slopes.floats().put(row * sizes.keys, g);
      }
    }

    /** A row of products scaled and biased, as far as the query may look. */
    private float[] read(int task, int query, int row, Value block) {
      int seen = call.op.causal() ? query + 1 + sizes.keys - sizes.queries : sizes.keys;
      float[] x = new float[seen];
      block.floats().get(row * sizes.keys, x);
      multiply(x, scale);
      if (bias != null) {
        addBias(x, task, query);
      }
      return x;
    }

    private void addBias(float[] x, int task, int query) {
      int n = biasShape.dim(0) == 1 ? 0 : task / sizes.heads;
      int head = biasShape.dim(1) == 1 ? 0 : task % sizes.heads;
      int q = biasShape.dim(2) == 1 ? 0 : query;
      int columns = biasShape.dim(3);
      int start = ((n * biasShape.dim(1) + head) * biasShape.dim(2) + q) * columns;
      for (int i = 0; i < x.length; i++) {
        x[i] += bias[columns == 1 ? start : start + i];
      }
    }

    /** Writes weights back, zeros where the query may not look. */
    private void write(float[] x, boolean blind, int row, Value block) {
      if (blind) {
        Arrays.fill(x, 0);
      }
      float[] whole = x.length == sizes.keys ? x : Arrays.copyOf(x, sizes.keys);
      block.floats().put(row * sizes.keys, whole);
    }

    // Each loop in a method of its own: the compiler does them best so.

    private static void shift(float[] x, float by) {
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.min(x[i] - by, 0);
      }
    }

    private static void multiply(float[] x, float factor) {
      for (int i = 0; i < x.length; i++) {
        x[i] *= factor;
      }
    }

    private static void multiply(float[] a, float[] b, float[] products) {
      for (int i = 0; i < a.length; i++) {
        products[i] = a[i] * b[i];
      }
    }

    /** {@code g = products - p * mean}. */
    private static void subtract(float[] products, float[] p, float mean, float[] g) {
      for (int i = 0; i < g.length; i++) {
        g[i] = products[i] - p[i] * mean;
      }
    }
  }
}
