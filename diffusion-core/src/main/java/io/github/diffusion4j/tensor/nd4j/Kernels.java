package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.Elementwise;
import io.github.diffusion4j.tensor.Normalising;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Rearrangement;
import io.github.diffusion4j.tensor.Reduction;
import io.github.diffusion4j.tensor.Selection;
import io.github.diffusion4j.tensor.Spatial;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which kernel runs which operation. */
final class Kernels {
  private final Map<Class<? extends Op>, Kernel<? extends Op>> kernels = new HashMap<>();

  Kernels(Optional<OneDnn> oneDnn, Slabs slabs, Memory memory) {
    Products products = new Products(slabs);
    put(Elementwise.Binary.class, new BinaryKernel(slabs));
    put(Elementwise.Compare.class, new ChoiceKernels.Compare(slabs));
    put(Elementwise.Where.class, new ChoiceKernels.Where(slabs));
    put(Elementwise.Affine.class, new ElementKernels.Affine());
    put(Elementwise.Power.class, new ElementKernels.Power());
    put(Elementwise.Unary.class, new UnaryKernel(slabs));
    put(Elementwise.Clamp.class, new ElementKernels.Clamp(slabs));
    put(Elementwise.Dropout.class, new ElementKernels.Dropout(slabs));
    put(Elementwise.Detach.class, new ElementKernels.Detach());
    put(Reduction.Sum.class, new ReductionKernels.Sum(slabs));
    put(Reduction.Max.class, new ReductionKernels.Max(slabs));
    put(Reduction.LogSumExp.class, new ReductionKernels.LogSumExp(slabs));
    put(Reduction.CumulativeSum.class, new ReductionKernels.CumulativeSum());
    put(Rearrangement.Reshape.class, new ShapeKernels.Reshape());
    put(Rearrangement.Permute.class, new ShapeKernels.Permute());
    put(Rearrangement.Concat.class, new ShapeKernels.Concat(slabs));
    put(Rearrangement.Slice.class, new ShapeKernels.Slice(slabs));
    put(Selection.IndexSelect.class, new SelectionKernels.IndexSelect(slabs));
    put(Selection.Gather.class, new SelectionKernels.Gather());
    put(Selection.ScatterAdd.class, new SelectionKernels.ScatterAdd());
    put(Product.MatMul.class, new MatrixKernels.MatMul(products));
    put(Product.Linear.class, new LinearKernel(slabs, products));
    put(Product.Attention.class, new AttentionKernel(slabs, memory));
    put(Normalising.Softmax.class, new MatrixKernels.Softmax());
    put(Normalising.GroupNorm.class, new GroupNormKernel(slabs));
    put(
        Normalising.LayerNorm.class,
        new RowNormKernel<Normalising.LayerNorm>(slabs, true, Normalising.LayerNorm::epsilon));
    put(
        Normalising.RmsNorm.class,
        new RowNormKernel<Normalising.RmsNorm>(slabs, false, Normalising.RmsNorm::epsilon));
    put(Spatial.Convolution.class, new ConvolutionKernel(oneDnn, slabs));
    put(Spatial.Pool.class, new SpatialKernels.Pool(slabs));
    put(Spatial.UpsampleNearest.class, new UpsampleKernel(slabs));
    put(Spatial.Resample.class, new SpatialKernels.Resample(slabs));
    put(Spatial.Sample.class, new SampleKernel(slabs));
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
