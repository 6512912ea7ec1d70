package io.github.diffusion4j.bench.jmh;

import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** An operation and the shapes it is timed with; those of the reference and the small U-Net. */
public enum Operation {
  /** 3x3 convolution of the reference network's first level. */
  CONV_64_AT_32(
      in -> in.get(0).conv2d(in.get(1), in.get(2), 1, 1),
      Shape.of(32, 64, 32, 32),
      Shape.of(64, 64, 3, 3),
      Shape.of(64)),
  /** 3x3 convolution of the small network's last level. */
  CONV_64_AT_7(
      in -> in.get(0).conv2d(in.get(1), in.get(2), 1, 1),
      Shape.of(128, 64, 7, 7),
      Shape.of(64, 64, 3, 3),
      Shape.of(64)),
  /** 1x1 convolution, as before and behind attention. */
  POINTWISE_128_TO_384(
      in -> in.get(0).conv2d(in.get(1), in.get(2), 1, 0),
      Shape.of(32, 128, 16, 16),
      Shape.of(384, 128, 1, 1),
      Shape.of(384)),
  /** Group normalisation with SiLU. */
  GROUP_NORM_SILU(
      in -> in.get(0).groupNorm(16, in.get(1), in.get(2), 1e-5, true),
      Shape.of(32, 64, 32, 32),
      Shape.of(64),
      Shape.of(64)),
  /** Sum of two arrays, as at the end of a residual block. */
  ADD(in -> in.get(0).add(in.get(1)), Shape.of(32, 64, 32, 32), Shape.of(32, 64, 32, 32)),
  /** One large product of matrices. */
  MAT_MUL_2048(in -> in.get(0).matMul(in.get(1)), Shape.of(2048, 2048), Shape.of(2048, 2048)),
  /** Scores of attention at 16x16: queries by keys, four heads of 32. */
  ATTENTION_SCORES(
      in -> in.get(0).matMul(in.get(1), true, false),
      Shape.of(128, 32, 256),
      Shape.of(128, 32, 256)),
  /** Softmax of those scores. */
  SOFTMAX(in -> in.get(0).softmax(), Shape.of(128, 256, 256)),
  /** What those weights mix. */
  ATTENTION_MIX(
      in -> in.get(0).matMul(in.get(1), false, true),
      Shape.of(128, 32, 256),
      Shape.of(128, 256, 256));

  private final Function<List<Tensor>, Tensor> forward;
  private final List<Shape> shapes;

  Operation(Function<List<Tensor>, Tensor> forward, Shape... shapes) {
    this.forward = forward;
    this.shapes = List.of(shapes);
  }

  List<Shape> shapes() {
    return shapes;
  }

  Tensor forward(List<Tensor> inputs) {
    return forward.apply(inputs);
  }
}
