package io.github.diffusion4j.tensor.torch;

import io.github.diffusion4j.tensor.Elementwise;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Operations on each element alone. */
final class ElementwiseKernels {
  /** From here on softplus is its argument, to the last bit of a double. */
  private static final double SOFTPLUS_IS_LINEAR = 40;

  private ElementwiseKernels() {}

  static Tensor run(Elementwise op, Call call) {
    Tensor x = call.in(0);
    if (op instanceof Elementwise.Binary binary) {
      return arithmetic(binary.kind(), x, call.in(1));
    }
    if (op instanceof Elementwise.Compare compare) {
      return compared(compare.kind(), x, call.in(1)).to(call.exact(0).scalar_type());
    }
    if (op instanceof Elementwise.Where) {
      return torch.where(x.ne(new Scalar(0.0)), call.in(1), call.in(2));
    }
    if (op instanceof Elementwise.Affine affine) {
      return affine(affine, x);
    }
    if (op instanceof Elementwise.Power power) {
      return torch.pow(call.exact(0), new Scalar(power.exponent()));
    }
    if (op instanceof Elementwise.Unary unary) {
      return function(unary.function(), call);
    }
    if (op instanceof Elementwise.Clamp clamp) {
      return torch.clamp(x, optional(clamp.minimum()), optional(clamp.maximum()));
    }
    if (op instanceof Elementwise.Dropout dropout) {
      return x.mul(mask(dropout, call));
    }
    if (op instanceof Elementwise.Detach) {
      return x.detach();
    }
    throw Kernels.missing(op);
  }

  private static Tensor arithmetic(Elementwise.Binary.Kind kind, Tensor a, Tensor b) {
    return switch (kind) {
      case ADD -> a.add(b);
      case SUBTRACT -> a.sub(b);
      case MULTIPLY -> a.mul(b);
      case DIVIDE -> a.div(b);
      case MAXIMUM -> a.maximum(b);
      case MINIMUM -> a.minimum(b);
    };
  }

  private static Tensor compared(Elementwise.Compare.Kind kind, Tensor a, Tensor b) {
    return switch (kind) {
      case LESS -> a.lt(b);
      case LESS_OR_EQUAL -> a.le(b);
      case GREATER -> a.gt(b);
      case GREATER_OR_EQUAL -> a.ge(b);
      case EQUAL -> a.eq(b);
      case NOT_EQUAL -> a.ne(b);
    };
  }

  private static Tensor affine(Elementwise.Affine op, Tensor x) {
    if (op.shift() == 0) {
      return x.mul(new Scalar(op.scale()));
    }
    if (op.scale() == 1) {
      return x.add(new Scalar(op.shift()));
    }
    // "shift - (-scale) * x" in one pass.
    return torch.rsub(x, new Scalar(op.shift()), new Scalar(-op.scale()));
  }

  private static Tensor function(Elementwise.Unary.Function function, Call call) {
    return switch (function) {
      case ABS -> call.in(0).abs();
      case GELU -> torch.gelu(call.in(0));
      case RELU -> torch.relu(call.in(0));
      case SIGMOID -> torch.sigmoid(call.in(0));
      case SILU -> torch.silu(call.in(0));
      case TANH -> call.in(0).tanh();
      case COS -> call.exact(0).cos();
      case ERF -> call.exact(0).erf();
      case EXP -> call.exact(0).exp();
      case LOG -> call.exact(0).log();
      case SIN -> call.exact(0).sin();
      case SOFTPLUS ->
          torch.softplus(call.exact(0), new Scalar(1.0), new Scalar(SOFTPLUS_IS_LINEAR));
      case SQRT -> call.exact(0).sqrt();
      case SQUARE -> call.exact(0).square();
    };
  }

  private static ScalarOptional optional(double value) {
    return new ScalarOptional(new Scalar(value));
  }

  /** What to multiply by: 0, or {@code 1 / (1 - rate)}. */
  private static Tensor mask(Elementwise.Dropout op, Call call) {
    float[] kept = new float[call.shape().size()];
    IntStream.range(0, kept.length).parallel().forEach(i -> kept[i] = op.drops(i) ? 0 : 1);
    Tensor mask = call.engine().hardware().brought(Values.of(kept, call.shape()));
    return mask.to(call.in(0).scalar_type()).mul_(new Scalar(1 / (1 - op.rate())));
  }
}
