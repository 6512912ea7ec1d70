package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import io.github.diffusion4j.tensor.Windows;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations on the places of pictures or clips. */
final class SpatialKernels {
  private SpatialKernels() {}

  static Tensor run(Spatial op, Call call) {
    if (op instanceof Spatial.Convolution convolution) {
      return ConvolutionKernel.run(convolution, call);
    }
    if (op instanceof Spatial.Pool pool) {
      return pool(pool, call.exact(0));
    }
    if (op instanceof Spatial.UpsampleNearest) {
      return twice(call);
    }
    if (op instanceof Spatial.Resample resample) {
      return resample(resample, call);
    }
    if (op instanceof Spatial.Sample sample) {
      return SampleKernel.run(sample, call);
    }
    throw Kernels.missing(op);
  }

  private static Tensor pool(Spatial.Pool op, Tensor x) {
    long[] kernel = Kernels.longs(op.kernel());
    long[] stride = Kernels.longs(op.stride());
    long[] padding = Kernels.longs(op.padding());
    boolean flat = kernel.length == 2;
    if (op.kind() == Spatial.Pool.Kind.MAX) {
      long[] dilation = flat ? new long[] {1, 1} : new long[] {1, 1, 1};
      return flat
          ? torch.max_pool2d(x, kernel, stride, padding, dilation, false)
          : torch.max_pool3d(x, kernel, stride, padding, dilation, false);
    }
    LongOptional divisor = new LongOptional();
    return flat
        ? torch.avg_pool2d(x, kernel, stride, padding, false, true, divisor)
        : torch.avg_pool3d(x, kernel, stride, padding, false, true, divisor);
  }

  private static Tensor twice(Call call) {
    Tensor x = call.in(0);
    Shape shape = call.shape();
    if (shape.rank() == 4) {
      return torch.upsample_nearest2d(x, shape.dim(2), shape.dim(3));
    }
    if (shape.rank() == 5) {
      return torch.upsample_nearest3d(x, shape.dim(2), shape.dim(3), shape.dim(4));
    }
    long height = shape.dim(-2);
    long width = shape.dim(-1);
    return torch
        .upsample_nearest2d(x.reshape(1, -1, height / 2, width / 2), height, width)
        .reshape(shape.toLongs());
  }

  /** A product with the matrix of the windows' weights. */
  private static Tensor resample(Spatial.Resample op, Call call) {
    Shape shape = call.shapeOf(0);
    int dimension = shape.axis(op.dimension());
    long outer = 1;
    for (int i = 0; i < dimension; i++) {
      outer *= shape.dim(i);
    }
    Tensor x = call.exact(0).reshape(outer, shape.dim(dimension), -1);
    return torch.matmul(weights(op.windows(), call), x).reshape(call.shape().toLongs());
  }

  private static Tensor weights(Windows windows, Call call) {
    double[] matrix = new double[windows.count() * windows.inputLength()];
    for (int window = 0; window < windows.count(); window++) {
      double[] weights = windows.weights(window);
      int from = window * windows.inputLength() + windows.first(window);
      System.arraycopy(weights, 0, matrix, from, weights.length);
    }
    Tensor exact = Values.of(matrix, Shape.of(windows.count(), windows.inputLength()));
    return call.engine().hardware().brought(exact.to(call.exact(0).scalar_type()));
  }
}
