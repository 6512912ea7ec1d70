package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Product;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Operations that are matrix products at heart. */
final class ProductKernels {
  private ProductKernels() {}

  static Tensor run(Product op, Call call) {
    if (op instanceof Product.MatMul product) {
      Tensor a = call.rounded(0);
      Tensor b = call.rounded(1);
      return torch.matmul(
          product.transposeA() ? a.transpose(-2, -1) : a,
          product.transposeB() ? b.transpose(-2, -1) : b);
    }
    if (op instanceof Product.Linear) {
      TensorOptional bias = new TensorOptional(call.rounded(2));
      return torch.linear(call.rounded(0), call.rounded(1), bias);
    }
    if (op instanceof Product.Attention attention) {
      return AttentionKernel.run(attention, call);
    }
    throw Kernels.missing(op);
  }
}
