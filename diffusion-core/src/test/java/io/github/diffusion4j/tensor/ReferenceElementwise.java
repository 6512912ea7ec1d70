package io.github.diffusion4j.tensor;

import java.util.function.DoubleUnaryOperator;

/** Operations on each element alone, by definition. */
final class ReferenceElementwise {
  private ReferenceElementwise() {}

  static void run(Elementwise op, ReferenceArray[] in, ReferenceArray out) {
    ReferenceArray x = in[0];
    if (op instanceof Elementwise.Binary binary) {
      out.fill(at -> arithmetic(binary.kind(), x.broadcast(at), in[1].broadcast(at)));
    } else if (op instanceof Elementwise.Compare compare) {
      out.fill(at -> holds(compare.kind(), x.broadcast(at), in[1].broadcast(at)) ? 1 : 0);
    } else if (op instanceof Elementwise.Where) {
      out.fill(at -> x.broadcast(at) != 0 ? in[1].broadcast(at) : in[2].broadcast(at));
    } else if (op instanceof Elementwise.Affine affine) {
      out.map(x, v -> affine.scale() * v + affine.shift());
    } else if (op instanceof Elementwise.Power power) {
      out.map(x, v -> Math.pow(v, power.exponent()));
    } else if (op instanceof Elementwise.Unary unary) {
      out.map(x, function(unary.function()));
    } else if (op instanceof Elementwise.Clamp clamp) {
      out.map(x, v -> Math.min(Math.max(v, clamp.minimum()), clamp.maximum()));
    } else if (op instanceof Elementwise.Dropout dropout) {
      for (int i = 0; i < x.size(); i++) {
        out.data()[i] = dropout.drops(i) ? 0 : x.data()[i] / (1 - dropout.rate());
      }
    } else if (op instanceof Elementwise.Detach) {
      out.map(x, v -> v);
    } else {
      throw ReferenceKernels.missing(op);
    }
  }

  private static double arithmetic(Elementwise.Binary.Kind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
    };
  }

  private static boolean holds(Elementwise.Compare.Kind kind, double a, double b) {
    return switch (kind) {
      case LESS -> a < b;
      case LESS_OR_EQUAL -> a <= b;
      case GREATER -> a > b;
      case GREATER_OR_EQUAL -> a >= b;
      case EQUAL -> a == b;
      case NOT_EQUAL -> a != b;
    };
  }

  private static DoubleUnaryOperator function(Elementwise.Unary.Function function) {
    return switch (function) {
      case ABS -> Math::abs;
      case COS -> Math::cos;
      case ERF -> ReferenceElementwise::erf;
      case EXP -> Math::exp;
      case GELU -> v -> v * (1 + erf(v / Math.sqrt(2))) / 2;
      case LOG -> Math::log;
      case RELU -> v -> Math.max(v, 0);
      case SIGMOID -> ReferenceElementwise::sigmoid;
      case SILU -> v -> v * sigmoid(v);
      case SIN -> Math::sin;
      case SOFTPLUS -> v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
      case SQRT -> Math::sqrt;
      case SQUARE -> v -> v * v;
      case TANH -> Math::tanh;
    };
  }

  static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  /**
   * The error function by its series {@code 2 / sqrt(pi) * exp(-x^2) * sum of 2^n x^(2n + 1) / (2n
   * + 1)!!} (DLMF 7.6.2), whose terms all have one sign.
   */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }
}
