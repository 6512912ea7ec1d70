package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Shape;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Attention by LibTorch's own, which on the processor never holds all the weights at once. */
final class AttentionKernel {
  private AttentionKernel() {}

  static Tensor run(Product.Attention op, Call call) {
    Shape shape = call.shape();
    int length = op.channelsFirst() ? 2 : 1;
    if (call.shapeOf(1).dim(length) == 0) {
      return call.zeros();
    }
    Tensor queries = heads(op, operand(call, 0));
    Tensor keys = heads(op, operand(call, 1));
    boolean square = queries.size(2) == keys.size(2);
    boolean plain = call.count() == 3 && (!op.causal() || square);
    Tensor mixed =
        torch.scaled_dot_product_attention(
            queries,
            keys,
            heads(op, operand(call, 2)),
            plain ? new TensorOptional() : new TensorOptional(mask(op, call, queries, keys)),
            0,
            plain && op.causal(),
            new DoubleOptional(op.scale()),
            false);
    Tensor rows =
        mixed.transpose(1, 2).reshape(shape.dim(0), shape.dim(length), shape.dim(3 - length));
    return op.channelsFirst() ? rows.transpose(1, 2) : rows;
  }

  /**
   * On processors attention is in FLOAT32 always: of BFLOAT16 LibTorch 2.10 multiplies the pieces
   * in plain loops there, which take half of a step.
   */
  private static Tensor operand(Call call, int operand) {
    return call.engine().hardware().isProcessor() ? call.exact(operand) : call.rounded(operand);
  }

  /** Returns {@code [N, heads, length, channels of a head]}, the channels side by side. */
  private static Tensor heads(Product.Attention op, Tensor x) {
    Tensor rows = op.channelsFirst() ? x.transpose(1, 2) : x;
    long each = rows.size(2) / op.heads();
    Tensor split = rows.reshape(rows.size(0), rows.size(1), op.heads(), each).transpose(1, 2);
    // With channels that lie apart LibTorch would take its slow way.
    return split.stride(3) == 1 ? split : split.contiguous();
  }

  /** What is added to the products: the bias, and -inf for keys that come after the query. */
  private static Tensor mask(Product.Attention op, Call call, Tensor queries, Tensor keys) {
    Tensor bias = null;
    if (call.count() > 3) {
      bias = call.in(3).to(queries.scalar_type());
    }
    if (!op.causal()) {
      return bias;
    }
    long later = keys.size(2) - queries.size(2) + 1;
    Tensor hidden =
        torch
            .full(
                new long[] {queries.size(2), keys.size(2)},
                new Scalar(Double.NEGATIVE_INFINITY),
                call.engine().hardware().options(call.type()))
            .triu(later)
            .to(queries.scalar_type());
    return bias == null ? hidden : bias.add(hidden);
  }
}
