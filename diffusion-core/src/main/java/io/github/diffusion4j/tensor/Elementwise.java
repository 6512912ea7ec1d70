package io.github.diffusion4j.tensor;

import java.util.List;
import java.util.Locale;

/** Operations that make each element of the result from the elements at its place alone. */
public sealed interface Elementwise extends Op {

  @Override
  default Shape infer(List<Shape> in) {
    return in.get(0);
  }

  /** Arithmetic of two tensors, broadcast. */
  record Binary(Kind kind) implements Elementwise {
    /** Which arithmetic. */
    public enum Kind {
      ADD,
      SUBTRACT,
      MULTIPLY,
      DIVIDE,
      /** The larger of two; the gradient goes there, by halves where they are equal. */
      MAXIMUM,
      /** The smaller of two; the gradient goes there, by halves where they are equal. */
      MINIMUM
    }

    @Override
    public String label() {
      return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Shape infer(List<Shape> in) {
      return Shape.broadcast(label(), in.get(0), in.get(1));
    }
  }

  /**
   * Compares two tensors, broadcast: 1 where it holds, 0 where not. Every comparison with NaN fails
   * but {@code NOT_EQUAL}.
   */
  record Compare(Kind kind) implements Elementwise {
    /** Which comparison. */
    public enum Kind {
      LESS,
      LESS_OR_EQUAL,
      GREATER,
      GREATER_OR_EQUAL,
      EQUAL,
      NOT_EQUAL
    }

    @Override
    public Shape infer(List<Shape> in) {
      return Shape.broadcast(label(), in.get(0), in.get(1));
    }

    @Override
    public boolean differentiable() {
      return false;
    }
  }

  /** Of a condition and two tensors, broadcast: the second's element where the first is not 0. */
  record Where() implements Elementwise {
    @Override
    public Shape infer(List<Shape> in) {
      Shape choices = Shape.broadcast(label(), in.get(1), in.get(2));
      return Shape.broadcast(label(), in.get(0), choices);
    }
  }

  /** {@code scale * x + shift}. */
  record Affine(double scale, double shift) implements Elementwise {}

  /** {@code x} to the power of a number; NaN for negative x, unless the number is whole. */
  record Power(double exponent) implements Elementwise {}

  /** A function of each element. */
  record Unary(Function function) implements Elementwise {
    /** Which function. */
    public enum Function {
      /** The distance from 0; its gradient at 0 is 0. */
      ABS,
      COS,
      /** {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to x. */
      ERF,
      EXP,
      /** {@code x * (1 + erf(x / sqrt(2))) / 2} (Hendrycks and Gimpel 2016). */
      GELU,
      LOG,
      /** {@code max(x, 0)}; its gradient at 0 is 0. */
      RELU,
      SIGMOID,
      /** {@code x * sigmoid(x)}. */
      SILU,
      SIN,
      /** {@code log(1 + exp(x))}, which does not overflow. */
      SOFTPLUS,
      SQRT,
      SQUARE,
      TANH
    }

    @Override
    public String label() {
      return function.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Clamps each element to a range; the gradient is 0 outside it. */
  record Clamp(double minimum, double maximum) implements Elementwise {}

  /**
   * Sets elements to zero with probability {@code rate} and divides the others by {@code 1 - rate}.
   * Which ones depends on the seed alone.
   */
  record Dropout(double rate, long seed) implements Elementwise {
    /** Checks the rate. */
    public Dropout {
      if (!(rate >= 0 && rate < 1)) {
        throw new IllegalArgumentException(
            "dropout rate is " + rate + "; it is 0 or more and below 1");
      }
    }

    /** Says whether the element at that place in row-major order is set to zero. */
    public boolean drops(long element) {
      return RandomStream.mix(RandomStream.mix(seed) + element) >>> 32 < (long) (rate * (1L << 32));
    }
  }

  /** The same elements, for which no gradients are asked. */
  record Detach() implements Elementwise {
    @Override
    public boolean differentiable() {
      return false;
    }
  }
}
