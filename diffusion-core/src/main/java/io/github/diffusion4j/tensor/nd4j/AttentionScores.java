package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;

/** What happens to a block of scores between the products. */
final class AttentionScores {
  private final Call<Product.Attention> call;
  private final AttentionSizes sizes;
  private final float scale;
  private final float[] bias;
  private final Shape biasShape;

  AttentionScores(Call<Product.Attention> call, AttentionSizes sizes) {
    this.call = call;
    this.sizes = sizes;
    scale = (float) call.op.scale();
    bias = call.inputs.length > 3 ? call.inputs[3].toFloats() : null;
    biasShape = call.inputs.length > 3 ? call.inputs[3].shape : null;
  }

  /** {@code Q K^T} of some queries. */
  void products(int task, int query, int count, Value block) {
    Gemm.Matrix q = sizes.head(call.inputs[0], task, sizes.queries(), sizes.width());
    Gemm.Matrix k = sizes.head(call.inputs[1], task, sizes.keys(), sizes.width());
    Gemm.multiply(
        q.fromRow(query),
        k.flipped(),
        AttentionKernel.plain(block, sizes.keys()),
        new Gemm.Size(count, sizes.keys(), sizes.width()),
        0);
  }

  /** Turns products into weights, and keeps each row's log-sum-exp. */
  void softmax(int task, int query, int count, Value block, float[] logSums) {
    float[] scratch = Sums.scratch(sizes.keys());
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
      logSums[task * sizes.queries() + query + row] = largest + (float) Math.log(sum);
      write(x, sum == 0, row, block);
    }
  }

  /** Turns products into weights once more. */
  void weights(int task, int query, int count, Value block, float[] logSums) {
    for (int row = 0; row < count; row++) {
      float logSum = logSums[task * sizes.queries() + query + row];
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
    float[] p = new float[sizes.keys()];
    float[] g = new float[sizes.keys()];
    float[] products = new float[sizes.keys()];
    float[] scratch = Sums.scratch(sizes.keys());
    for (int row = 0; row < count; row++) {
      weights.floats().get(row * sizes.keys(), p);
      slopes.floats().get(row * sizes.keys(), g);
      multiply(p, g, products);
      float mean = Sums.of(products, 0, sizes.keys(), scratch);
      subtract(products, p, mean, g);
      if (biasGradient != null) {
        biasGradient.floats().put((task * sizes.queries() + query + row) * sizes.keys(), g);
      }
      multiply(g, scale);
      slopes.floats().put(row * sizes.keys(), g);
    }
  }

  /** A row of products scaled and biased, as far as the query may look. */
  private float[] read(int task, int query, int row, Value block) {
    int seen = call.op.causal() ? query + 1 + sizes.keys() - sizes.queries() : sizes.keys();
    float[] x = new float[seen];
    block.floats().get(row * sizes.keys(), x);
    multiply(x, scale);
    if (bias != null) {
      addBias(x, task, query);
    }
    return x;
  }

  private void addBias(float[] x, int task, int query) {
    int n = biasShape.dim(0) == 1 ? 0 : task / sizes.heads();
    int head = biasShape.dim(1) == 1 ? 0 : task % sizes.heads();
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
    float[] whole = x.length == sizes.keys() ? x : Arrays.copyOf(x, sizes.keys());
    block.floats().put(row * sizes.keys(), whole);
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
