package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Elementwise;
import io.github.diffusion4j.tensor.Normalising;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Resampling;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * The operations whose FLOAT32 kernel is a Java loop over many elements, written with simpler
 * operations for FLOAT64: slow, and what the fast ones are tested against.
 */
final class Composed {
  private Composed() {}

  static boolean covers(Op op) {
    return op instanceof Normalising.GroupNorm
        || op instanceof Normalising.LayerNorm
        || op instanceof Normalising.RmsNorm
        || op instanceof Product.Linear
        || op instanceof Spatial.UpsampleNearest
        || op instanceof Product.Attention;
  }

  static Tensor apply(Op op, List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    if (op instanceof Normalising.GroupNorm norm) {
      return groupNorm(norm, inputs);
    }
    if (op instanceof Normalising.LayerNorm norm) {
      Tensor centred = x.subtract(x.mean(-1));
      return overDeviation(centred, norm.epsilon()).multiply(inputs.get(1)).add(inputs.get(2));
    }
    if (op instanceof Normalising.RmsNorm norm) {
      return overDeviation(x, norm.epsilon()).multiply(inputs.get(1));
    }
    if (op instanceof Product.Linear) {
      Tensor rows = x.reshape(-1, x.shape().dim(-1));
      Tensor y = rows.matMul(inputs.get(1), false, true).add(inputs.get(2));
      return y.reshape(x.shape().with(-1, inputs.get(2).shape().size()).toArray());
    }
    if (op instanceof Spatial.UpsampleNearest) {
      return Resampling.nearest(x, 2 * x.shape().dim(-2), 2 * x.shape().dim(-1));
    }
    return attention((Product.Attention) op, inputs);
  }

  private static Tensor overDeviation(Tensor x, double epsilon) {
    return x.divide(x.square().mean(-1).add(epsilon).sqrt());
  }

  private static Tensor groupNorm(Normalising.GroupNorm norm, List<Tensor> inputs) {
    Shape shape = inputs.get(0).shape();
    int area = shape.size() / (shape.dim(0) * shape.dim(1));
    Tensor x = inputs.get(0).reshape(shape.dim(0), norm.groups(), -1);
    Tensor y = overDeviation(x.subtract(x.mean(2)), norm.epsilon());
    y = y.reshape(shape.dim(0), shape.dim(1), area);
    y = y.multiply(perChannel(inputs.get(1), shape)).add(perChannel(inputs.get(2), shape));
    y = y.reshape(shape.toArray());
    return norm.silu() ? y.silu() : y;
  }

  private static Tensor perChannel(Tensor affine, Shape shape) {
    return affine.reshape(affine.shape().rank() == 1 ? 1 : shape.dim(0), shape.dim(1), 1);
  }

  private static Tensor attention(Product.Attention op, List<Tensor> inputs) {
    Tensor q = heads(op, inputs.get(0));
    Tensor k = heads(op, inputs.get(1));
    Tensor v = heads(op, inputs.get(2));
    Tensor scores = q.multiply(op.scale()).matMul(k, false, true);
    if (inputs.size() > 3) {
      scores = scores.add(inputs.get(3));
    }
    if (op.causal()) {
      scores = scores.add(causalMask(scores));
    }
    Tensor logSums = scores.logSumExp(-1);
    // A query that may look at no key gets zeros, not the NaN of -inf minus -inf.
    Tensor blind = logSums.compare(Elementwise.Compare.Kind.EQUAL, Double.NEGATIVE_INFINITY);
    Tensor zero = logSums.engine().full(0, Shape.of(), logSums.type());
    Tensor y = scores.subtract(blind.where(zero, logSums)).exp().matMul(v);
    Shape shape = inputs.get(0).shape();
    int length = op.channelsFirst() ? 2 : 1;
    Tensor merged = op.channelsFirst() ? y.permute(0, 1, 3, 2) : y.permute(0, 2, 1, 3);
    int channels = inputs.get(2).shape().dim(3 - length);
    return merged.reshape(shape.with(3 - length, channels).toArray());
  }

  /** {@code [N, heads, L, width]}. */
  private static Tensor heads(Product.Attention op, Tensor x) {
    int n = x.shape().dim(0);
    int length = x.shape().dim(op.channelsFirst() ? 2 : 1);
    int width = x.shape().dim(op.channelsFirst() ? 1 : 2) / op.heads();
    return op.channelsFirst()
        ? x.reshape(n, op.heads(), width, length).permute(0, 1, 3, 2)
        : x.reshape(n, length, op.heads(), width).permute(0, 2, 1, 3);
  }

  private static Tensor causalMask(Tensor scores) {
    int queries = scores.shape().dim(2);
    int keys = scores.shape().dim(3);
    double[] mask = new double[queries * keys];
    for (int i = 0; i < queries; i++) {
      for (int j = i + 1 + keys - queries; j < keys; j++) {
        mask[i * keys + j] = Double.NEGATIVE_INFINITY;
      }
    }
    return scores.engine().tensor(mask, Shape.of(queries, keys), scores.type());
  }
}
