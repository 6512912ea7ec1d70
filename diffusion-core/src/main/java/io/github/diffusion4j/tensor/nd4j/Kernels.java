package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Op;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which kernel runs which operation. */
final class Kernels {
  private final Map<Class<? extends Op>, Kernel<? extends Op>> kernels = new HashMap<>();

  Kernels(Optional<OneDnn> oneDnn, Slabs slabs) {
    put(Op.Binary.class, new BinaryKernel());
    put(Op.Affine.class, new ElementKernels.Affine());
    put(Op.Unary.class, new ElementKernels.Unary(slabs));
    put(Op.Clamp.class, new ElementKernels.Clamp());
    put(Op.Dropout.class, new ElementKernels.Dropout(slabs));
    put(Op.Sum.class, new ShapeKernels.Sum());
    put(Op.Reshape.class, new ShapeKernels.Reshape());
    put(Op.Permute.class, new ShapeKernels.Permute());
    put(Op.Concat.class, new ShapeKernels.Concat(slabs));
    put(Op.Slice.class, new ShapeKernels.Slice(slabs));
    put(Op.MatMul.class, new MatrixKernels.MatMul(new Products(slabs)));
    put(Op.Softmax.class, new MatrixKernels.Softmax());
    put(Op.Embedding.class, new MatrixKernels.Embedding());
    put(Op.Conv2d.class, new Conv2dKernel(oneDnn, slabs));
    put(Op.AveragePool.class, new ImageKernels.AveragePool());
    put(Op.UpsampleNearest.class, new ImageKernels.UpsampleNearest(slabs));
    put(Op.GroupNorm.class, new GroupNormKernel(slabs));
  }

  private <O extends Op> void put(Class<O> type, Kernel<O> kernel) {
    kernels.put(type, kernel);
  }

  /** Returns the kernel of an operation; {@link #put} keeps class and kernel in step. */
  @SuppressWarnings("unchecked")
  Kernel<Op> of(Op op) {
    Kernel<? extends Op> kernel = kernels.get(op.getClass());
    if (kernel == null) {
      throw new IllegalStateException("the ND4J engine has no kernel for " + op.label());
    }
    return (Kernel<Op>) kernel;
  }
}
