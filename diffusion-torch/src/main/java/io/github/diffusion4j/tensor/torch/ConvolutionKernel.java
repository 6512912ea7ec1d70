package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Spatial;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions: on processors {@link OneDnnConvolution}'s but for doubles, which oneDNN has not.
 */
final class ConvolutionKernel {
  private ConvolutionKernel() {}

  static Tensor run(Spatial.Convolution op, Call call) {
    Tensor x = call.rounded(0);
    Tensor weights = call.rounded(1);
    Tensor bias = call.rounded(2);
    if (call.type() == DataType.FLOAT32 && call.engine().hardware().isProcessor()) {
      return new OneDnnConvolution(op, x, weights, bias).run();
    }
    return torch.convolution(
        x,
        weights,
        new TensorOptional(bias),
        Kernels.longs(op.stride()),
        Kernels.longs(op.padding()),
        Kernels.longs(op.dilation()),
        false,
        new long[op.stride().size()],
        op.groups());
  }
}
