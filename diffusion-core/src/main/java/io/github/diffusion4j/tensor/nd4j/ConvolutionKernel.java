package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import java.util.Optional;

/**
 * Convolution; weights stay in {@code [O, C / groups, kernel...]}. The fastest of three ways that a
 * host and the sizes allow: oneDNN on blocked channels, matrix products for kernels of one pixel,
 * ND4J.
 */
final class ConvolutionKernel implements Kernel<Spatial.Convolution> {
  private final Optional<OneDnn> oneDnn;
  private final Kernel<Spatial.Convolution> pointwise;
  private final Kernel<Spatial.Convolution> general;

  ConvolutionKernel(Optional<OneDnn> oneDnn, Slabs slabs) {
    this.oneDnn = oneDnn;
    pointwise = new PointwiseConvolution(slabs);
    general = new Nd4jConvolution(slabs);
  }

  @Override
  public Layout takes(Call<Spatial.Convolution> call, int input) {
    return way(call).takes(call, input);
  }

  @Override
  public Value forward(Call<Spatial.Convolution> call) {
    return way(call).forward(call);
  }

  @Override
  public Value[] backward(Call<Spatial.Convolution> call, Value gradient) {
    return way(call).backward(call, gradient);
  }

  private Kernel<Spatial.Convolution> way(Call<Spatial.Convolution> call) {
    if (call.type() == DataType.FLOAT32) {
      Optional<Kernel<Spatial.Convolution>> blocked = blocked(call);
      if (blocked.isPresent()) {
        return blocked.get();
      }
      if (PointwiseConvolution.fits(call)) {
        return pointwise;
      }
    }
    return general;
  }

  /** Worth it where filling up with zero channels does not do more work than it saves. */
  private Optional<Kernel<Spatial.Convolution>> blocked(Call<Spatial.Convolution> call) {
    Shape weights = call.inputs[1].shape;
    int smaller = Math.min(weights.dim(0), weights.dim(1) * call.op.groups());
    int larger = Math.max(weights.dim(0), weights.dim(1) * call.op.groups());
    boolean worth = larger % Layout.BLOCKED.lanes == 0 || smaller * 2 > Layout.BLOCKED.lanes;
    return worth
        ? oneDnn
            .flatMap(opened -> opened.convolution(OneDnnConvolution.Sizes.of(call)))
            .map(Blocked::new)
        : Optional.empty();
  }

  private record Blocked(OneDnnConvolution convolution) implements Kernel<Spatial.Convolution> {
    @Override
    public Layout takes(Call<Spatial.Convolution> call, int input) {
      return input == 0 ? layout(call, call.inputs[0].shape) : Layout.PLAIN;
    }

    /** Groups cut blocks of channels apart; oneDNN then rearranges from and to plain arrays. */
    private static Layout layout(Call<Spatial.Convolution> call, Shape shape) {
      return call.op.groups() == 1 ? Layout.blockedIfFits(shape) : Layout.PLAIN;
    }

    @Override
    public Value forward(Call<Spatial.Convolution> call) {
      Value result = call.allocate(call.shape, layout(call, call.shape));
      convolution.forward(call.inputs[0], call.inputs[1], call.inputs[2], result);
      return result;
    }

    @Override
    public Value[] backward(Call<Spatial.Convolution> call, Value gradient) {
      Value[] result = new Value[3];
      Value x = call.inputs[0];
      if (call.wanted[0]) {
        result[0] = call.allocate(x.shape, x.layout);
        convolution.backwardData(gradient, call.inputs[1], result[0]);
      }
      if (call.wanted[1] || call.wanted[2]) {
        result[1] = call.allocate(call.inputs[1].shape);
        result[2] = call.allocate(call.inputs[2].shape);
        convolution.backwardWeights(x, gradient, result[1], result[2]);
      }
      return result;
    }
  }
}
