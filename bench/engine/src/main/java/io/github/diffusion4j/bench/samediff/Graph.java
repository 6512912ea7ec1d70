package io.github.diffusion4j.bench.samediff;

import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A graph that grows layer by layer, with the layers of {@code io.github.diffusion4j.nn}. */
final class Graph {
  static final String INPUT = "x";
  static final String OUTPUT = "y";

  private final SameDiff sameDiff = SameDiff.create();
  private INDArray values;
  private long parameters;

  SameDiff sameDiff() {
    return sameDiff;
  }

  long parameters() {
    return parameters;
  }

  /** The Gaussian values that it is fed. */
  Map<String, INDArray> feed() {
    return Map.of(INPUT, values);
  }

  INDArray values() {
    return values;
  }

  SDVariable input(long... shape) {
    values = Nd4j.randn(DataType.FLOAT, shape);
    return sameDiff.placeHolder(INPUT, DataType.FLOAT, shape);
  }

  void output(SDVariable variable) {
    variable.rename(OUTPUT);
  }

  private SDVariable weight(INDArray initial) {
    parameters += initial.length();
    return sameDiff.var(initial);
  }

  private SDVariable gaussian(long fanIn, long... shape) {
    return weight(Nd4j.randn(DataType.FLOAT, shape).muli(1 / Math.sqrt(fanIn)));
  }

  private SDVariable filled(double value, long... shape) {
    return weight(Nd4j.valueArrayOf(shape, value, DataType.FLOAT));
  }

  SDVariable linear(SDVariable x, int in, int out) {
    return sameDiff.nn().linear(x, gaussian(in, in, out), filled(0, out));
  }

  SDVariable convolution(SDVariable x, int in, int out, int kernel, int stride) {
    SDVariable weights = gaussian((long) in * kernel * kernel, kernel, kernel, in, out);
    return convolution(x, weights, out, kernel, stride);
  }

  /** One that starts as zero. */
  SDVariable zeroConvolution(SDVariable x, int in, int out, int kernel) {
    return convolution(x, filled(0, kernel, kernel, in, out), out, kernel, 1);
  }

  private SDVariable convolution(
      SDVariable x, SDVariable weights, int out, int kernel, int stride) {
    Conv2DConfig config =
        Conv2DConfig.builder()
            .kH(kernel)
            .kW(kernel)
            .sH(stride)
            .sW(stride)
            .pH(kernel / 2)
            .pW(kernel / 2)
            .dH(1)
            .dW(1)
            .paddingMode(PaddingMode.VALID)
            .dataFormat("NCHW")
            // M2.1 does not differentiate convolutions whose weights are OIYX, as ours are.
            .weightsFormat(WeightsFormat.YXIO)
            .build();
    return sameDiff.cnn().conv2d(x, weights, filled(0, out), config);
  }

  /** Group normalisation with its own scale and shift; SameDiff has none, so it is composed. */
  SDVariable groupNorm(SDVariable x, int groups, long[] shape) {
    SDVariable grouped = x.reshape(shape[0], groups, -1L);
    SDVariable normal = sameDiff.math().standardize(grouped, 2).reshape(shape);
    return normal.mul(filled(1, 1, shape[1], 1, 1)).add(filled(0, 1, shape[1], 1, 1));
  }

  SDVariable silu(SDVariable x) {
    return sameDiff.nn().swish(x);
  }

  SDVariable twice(SDVariable x) {
    return sameDiff.cnn().upsampling2d(x, 2, 2, true);
  }

  SDVariable join(SDVariable first, SDVariable second) {
    return sameDiff.concat(1, first, second);
  }

  SDVariable[] split(SDVariable x, int parts) {
    return sameDiff.split(x, parts, 1);
  }

  SDVariable product(SDVariable a, SDVariable b, boolean transposeA, boolean transposeB) {
    return sameDiff.mmul(a, b, transposeA, transposeB, false);
  }

  SDVariable softmax(SDVariable x) {
    return sameDiff.nn().softmax(x, -1);
  }

  /** What the noise embedding of pictures without noise starts from: sines 0, cosines 1. */
  SDVariable waves(int batch, int base) {
    INDArray waves = Nd4j.zeros(DataType.FLOAT, batch, base);
    waves.get(NDArrayIndex.all(), NDArrayIndex.interval(base / 2, base)).assign(1);
    return sameDiff.constant(waves);
  }
}
