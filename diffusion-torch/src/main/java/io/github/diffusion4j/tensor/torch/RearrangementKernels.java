package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Rearrangement;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Operations that put the same elements in other places. Only a reshape shares memory. */
final class RearrangementKernels {
  private RearrangementKernels() {}

  static Tensor run(Rearrangement op, Call call) {
    Tensor x = call.in(0);
    if (op instanceof Rearrangement.Reshape reshape) {
      return x.reshape(reshape.shape().toLongs());
    }
    if (op instanceof Rearrangement.Permute permute) {
      return x.permute(Kernels.longs(permute.order()))
          .clone(new MemoryFormatOptional(MemoryFormat.Contiguous));
    }
    if (op instanceof Rearrangement.Concat concat) {
      return torch.cat(new TensorVector(call.values()), concat.dimension());
    }
    if (op instanceof Rearrangement.Slice slice) {
      return x.narrow(slice.dimension(), slice.from(), slice.to() - slice.from()).clone();
    }
    throw Kernels.missing(op);
  }
}
