package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Elementwise;
import io.github.diffusion4j.tensor.Normalising;
import io.github.diffusion4j.tensor.Op;
import io.github.diffusion4j.tensor.Product;
import io.github.diffusion4j.tensor.Rearrangement;
import io.github.diffusion4j.tensor.Reduction;
import io.github.diffusion4j.tensor.Selection;
import io.github.diffusion4j.tensor.Spatial;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Which kernel runs which operation. Gradients are LibTorch's, of what a kernel calls. */
final class Kernels {
  private Kernels() {}

  /** Runs an operation within a computation; the result is no operand's handle. */
  static Tensor run(Op op, Call call) {
    if (call.shape().size() == 0) {
      // LibTorch's kernels disagree on which of their inputs may be empty.
      return call.zeros();
    }
    if (op instanceof Elementwise elementwise) {
      return ElementwiseKernels.run(elementwise, call);
    }
    if (op instanceof Reduction reduction) {
      return ReductionKernels.run(reduction, call);
    }
    if (op instanceof Rearrangement rearrangement) {
      return RearrangementKernels.run(rearrangement, call);
    }
    if (op instanceof Selection selection) {
      return SelectionKernels.run(selection, call);
    }
    if (op instanceof Product product) {
      return ProductKernels.run(product, call);
    }
    if (op instanceof Spatial spatial) {
      return SpatialKernels.run(spatial, call);
    }
    if (op instanceof Normalising normalising) {
      return NormalisingKernels.run(normalising, call);
    }
    throw missing(op);
  }

  static IllegalStateException missing(Op op) {
    return new IllegalStateException("the torch engine has no kernel for " + op.label());
  }

  /** Returns numbers as LibTorch takes them. */
  static long[] longs(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).toArray();
  }
}
