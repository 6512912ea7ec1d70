package io.github.diffusion4j.tensor;

import io.github.diffusion4j.tensor.ReferenceEngine.Array;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Every operation forwards, as slow and plain as its definition. */
final class ReferenceKernels {
  private ReferenceKernels() {}

  static void run(Op op, Array[] in, Array out) {
    Array x = in[0];
    if (op instanceof Op.Binary binary) {
      out.zip(x, in[1], arithmetic(binary.kind()));
    } else if (op instanceof Op.Affine affine) {
      out.map(x, v -> affine.scale() * v + affine.shift());
    } else if (op instanceof Op.Unary unary) {
      out.map(x, function(unary.function()));
    } else if (op instanceof Op.Clamp clamp) {
      out.map(x, v -> Math.min(Math.max(v, clamp.minimum()), clamp.maximum()));
    } else if (op instanceof Op.Sum) {
      int[] strides = out.stridesIn(x.shape());
      for (int i = 0; i < x.data().length; i++) {
        out.data()[Array.walk(i, x.shape(), strides)] += x.data()[i];
      }
    } else if (op instanceof Op.Reshape) {
      out.map(x, v -> v);
    } else if (op instanceof Op.Permute permute) {
      int[] strides = x.strides();
      out.gather(x.data(), 0, permute.order().stream().mapToInt(d -> strides[d]).toArray());
    } else if (op instanceof Op.Concat concat) {
      concat(concat.dimension(), in, out);
    } else if (op instanceof Op.Slice slice) {
      out.gather(x.data(), slice.from() * x.strides()[slice.dimension()], x.strides());
    } else if (op instanceof Op.MatMul matMul) {
      matMul(matMul, x, in[1], out);
    } else if (op instanceof Op.Softmax) {
      softmax(x, out);
    } else if (op instanceof Op.Conv2d conv) {
      conv2d(conv, x, in[1], in[2], out);
    } else if (op instanceof Op.AveragePool) {
      resample(x, out, out, 0.25);
    } else if (op instanceof Op.UpsampleNearest) {
      resample(x, out, x, 1);
    } else if (op instanceof Op.GroupNorm norm) {
      groupNorm(norm, x, in[1], in[2], out);
    } else if (op instanceof Op.Dropout dropout) {
      for (int i = 0; i < x.data().length; i++) {
        out.data()[i] = dropout.drops(i) ? 0 : x.data()[i] / (1 - dropout.rate());
      }
    } else if (op instanceof Op.Embedding embedding) {
      int columns = x.dim(1);
      for (int i = 0; i < embedding.rows().size(); i++) {
        System.arraycopy(
            x.data(), embedding.rows().get(i) * columns, out.data(), i * columns, columns);
      }
    } else {
      throw new UnsupportedOperationException("no reference for " + op);
    }
  }

  private static DoubleBinaryOperator arithmetic(Op.Binary.Kind kind) {
    return switch (kind) {
      case ADD -> (a, b) -> a + b;
      case SUBTRACT -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
    };
  }

  private static DoubleUnaryOperator function(Op.Unary.Function function) {
    return switch (function) {
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case SQRT -> Math::sqrt;
      case SQUARE -> v -> v * v;
      case SIGMOID -> ReferenceKernels::sigmoid;
      case TANH -> Math::tanh;
      case SILU -> v -> v * sigmoid(v);
    };
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  private static void concat(int dimension, Array[] in, Array out) {
    int stride = out.strides()[dimension];
    int outer = dimension == 0 ? 1 : out.data().length / out.strides()[dimension - 1];
    int offset = 0;
    for (Array part : in) {
      int length = part.dim(dimension) * stride;
      for (int i = 0; i < outer; i++) {
        int target = i * out.dim(dimension) * stride + offset;
        System.arraycopy(part.data(), i * length, out.data(), target, length);
      }
      offset += length;
    }
  }

  private static void matMul(Op.MatMul op, Array a, Array b, Array out) {
    int rows = out.dim(-2);
    int columns = out.dim(-1);
    int inner = a.dim(op.transposeA() ? -2 : -1);
    int rowStride = op.transposeA() ? 1 : inner;
    int innerStrideA = op.transposeA() ? rows : 1;
    int columnStride = op.transposeB() ? inner : 1;
    int innerStrideB = op.transposeB() ? 1 : columns;
    boolean batched = b.shape().rank() > 2;
    for (int i = 0; i < out.data().length; i++) {
      int batch = i / (rows * columns);
      int startA = batch * rows * inner + i / columns % rows * rowStride;
      int startB = (batched ? batch * inner * columns : 0) + i % columns * columnStride;
      for (int k = 0; k < inner; k++) {
        out.data()[i] += a.data()[startA + k * innerStrideA] * b.data()[startB + k * innerStrideB];
      }
    }
  }

  private static void softmax(Array x, Array out) {
    int length = x.dim(-1);
    for (int start = 0; start < x.data().length; start += length) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = start; i < start + length; i++) {
        largest = Math.max(largest, x.data()[i]);
      }
      double sum = 0;
      for (int i = start; i < start + length; i++) {
        out.data()[i] = Math.exp(x.data()[i] - largest);
        sum += out.data()[i];
      }
      for (int i = start; i < start + length; i++) {
        out.data()[i] /= sum;
      }
    }
  }

  private static void conv2d(Op.Conv2d op, Array x, Array weights, Array bias, Array out) {
    int[] xs = x.strides();
    int[] ws = weights.strides();
    int[] os = out.strides();
    for (int i = 0; i < out.data().length; i++) {
      int n = i / os[0];
      int o = i / os[1] % out.dim(1);
      int top = i / os[2] % out.dim(2) * op.stride() - op.padding();
      int left = i % out.dim(3) * op.stride() - op.padding();
      double sum = bias.data()[o];
      for (int k = 0; k < ws[0]; k++) {
        int c = k / ws[1];
        int row = top + k / ws[2] % weights.dim(2);
        int column = left + k % weights.dim(3);
        if (row >= 0 && row < x.dim(2) && column >= 0 && column < x.dim(3)) {
          double value = x.data()[n * xs[0] + c * xs[1] + row * xs[2] + column];
          sum += weights.data()[o * ws[0] + k] * value;
        }
      }
      out.data()[i] = sum;
    }
  }

  /** Walks over the larger of two grids, each of whose 2x2 blocks is one cell of the smaller. */
  private static void resample(Array x, Array out, Array smaller, double weight) {
    Array larger = smaller == x ? out : x;
    int width = larger.dim(3);
    for (int i = 0; i < larger.data().length; i++) {
      int cell = i / width / 2 * (width / 2) + i % width / 2;
      if (smaller == x) {
        out.data()[i] = weight * x.data()[cell];
      } else {
        out.data()[cell] += weight * x.data()[i];
      }
    }
  }

  private static void groupNorm(Op.GroupNorm op, Array x, Array scale, Array shift, Array out) {
    int channels = x.dim(1);
    int pixels = x.data().length / (x.dim(0) * channels);
    int group = channels / op.groups() * pixels;
    for (int start = 0; start < x.data().length; start += group) {
      double mean = 0;
      for (int i = start; i < start + group; i++) {
        mean += x.data()[i] / group;
      }
      double variance = 0;
      for (int i = start; i < start + group; i++) {
        variance += (x.data()[i] - mean) * (x.data()[i] - mean) / group;
      }
      for (int i = start; i < start + group; i++) {
        // [N, C] or [C]: the same index, once all samples share the channels.
        int channel = i / pixels % scale.data().length;
        int shifted = i / pixels % shift.data().length;
        double y = (x.data()[i] - mean) / Math.sqrt(variance + op.epsilon());
        y = scale.data()[channel] * y + shift.data()[shifted];
        out.data()[i] = op.silu() ? y * sigmoid(y) : y;
      }
    }
  }
}
