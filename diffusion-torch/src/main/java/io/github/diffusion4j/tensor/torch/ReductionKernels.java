package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Reduction;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations that make one number of many. */
final class ReductionKernels {
  private ReductionKernels() {}

  static Tensor run(Reduction op, Call call) {
    Tensor x = call.exact(0);
    if (op instanceof Reduction.CumulativeSum) {
      return torch.cumsum(x, call.shapeOf(0).axis(op.dimensions().get(0)));
    }
    if (op.dimensions().isEmpty()) {
      // Where no dimensions are named, LibTorch takes all.
      return x.clone();
    }
    long[] dimensions = Kernels.longs(op.dimensions());
    if (op instanceof Reduction.Sum) {
      return torch.sum(x, dimensions, true, new ScalarTypeOptional());
    }
    if (op instanceof Reduction.Max) {
      return torch.amax(x, dimensions, true);
    }
    if (op instanceof Reduction.LogSumExp) {
      return torch.logsumexp(x, dimensions, true);
    }
    throw Kernels.missing(op);
  }
}
