package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Indices;
import io.github.diffusion4j.tensor.Selection;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations that pick elements by number, or put them there. */
final class SelectionKernels {
  private SelectionKernels() {}

  static Tensor run(Selection op, Call call) {
    Tensor x = call.in(0);
    if (op instanceof Selection.IndexSelect select) {
      return torch.index_select(x, select.dimension(), indices(select.indices(), call));
    }
    if (op instanceof Selection.Gather gather) {
      return torch.gather(x, gather.dimension(), indices(gather.indices(), call));
    }
    if (op instanceof Selection.ScatterAdd scatter) {
      Tensor places = indices(scatter.indices(), call);
      return torch.scatter_add(call.exact(0), scatter.dimension(), places, call.exact(1));
    }
    throw Kernels.missing(op);
  }

  static Tensor indices(Indices indices, Call call) {
    return call.engine().hardware().brought(Values.of(indices));
  }
}
