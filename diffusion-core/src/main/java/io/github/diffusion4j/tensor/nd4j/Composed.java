package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * The operations whose FLOAT32 kernel is a Java loop, written with simpler operations for FLOAT64:
 * slow, and what the fast ones are tested against.
 */
final class Composed {
  private Composed() {}

  static boolean covers(Op op) {
    return op instanceof Op.GroupNorm
        || (op instanceof Op.Unary unary && unary.function() == Op.Unary.Function.SILU);
  }

  static Tensor apply(Op op, List<Tensor> inputs) {
    return op instanceof Op.GroupNorm norm ? groupNorm(norm, inputs) : silu(inputs.get(0));
  }

  private static Tensor silu(Tensor x) {
    return x.multiply(x.sigmoid());
  }

  private static Tensor groupNorm(Op.GroupNorm norm, List<Tensor> inputs) {
    Shape shape = inputs.get(0).shape();
    int area = shape.size() / (shape.dim(0) * shape.dim(1));
    Tensor x = inputs.get(0).reshape(shape.dim(0), norm.groups(), -1);
    Tensor centred = x.subtract(x.mean(2));
    Tensor deviation = centred.square().mean(2).add(norm.epsilon()).sqrt();
    Tensor y = centred.divide(deviation).reshape(shape.dim(0), shape.dim(1), area);
    y = y.multiply(perChannel(inputs.get(1), shape)).add(perChannel(inputs.get(2), shape));
    y = y.reshape(shape.toArray());
    return norm.silu() ? silu(y) : y;
  }

  private static Tensor perChannel(Tensor affine, Shape shape) {
    return affine.reshape(affine.shape().rank() == 1 ? 1 : shape.dim(0), shape.dim(1), 1);
  }
}
