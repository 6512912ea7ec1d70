package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Elementwise;
import io.github.diffusion4j.tensor.Op;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Functions of each element alone. */
final class ElementKernels {
  /** Elements a Java loop takes at a time: two such pieces fit the first-level cache. */
  private static final int PIECE = 4096;

  private ElementKernels() {}

  /** What is done to each element alone is done in any layout. */
  interface InAnyLayout<O extends Op> extends Kernel<O> {
    @Override
    default Layout takes(Call<O> call, int input) {
      return call.input().layout;
    }
  }

  /** {@code scale * x + shift}. */
  static final class Affine implements InAnyLayout<Elementwise.Affine> {
    @Override
    public Value forward(Call<Elementwise.Affine> call) {
      Value result = call.allocate(call.shape, call.input().layout);
      INDArray x = call.input().array();
      if (call.op.scale() != 1) {
        x.muli(call.op.scale(), result.array());
        x = result.array();
      }
      if (call.op.shift() != 0 || call.op.scale() == 1) {
        x.addi(call.op.shift(), result.array());
      }
      return result;
    }

    @Override
    public Value[] backward(Call<Elementwise.Affine> call, Value gradient) {
      if (call.op.scale() == 1) {
        return new Value[] {gradient};
      }
      Value result = call.allocate(call.shape, call.input().layout);
      gradient.array().muli(call.op.scale(), result.array());
      return new Value[] {result};
    }
  }

  /** A power; of its slope nothing is left where the exponent is 0. */
  static final class Power implements Kernel<Elementwise.Power> {
    @Override
    public Value forward(Call<Elementwise.Power> call) {
      return powered(call, call.op.exponent(), 1, null);
    }

    @Override
    public Value[] backward(Call<Elementwise.Power> call, Value gradient) {
      double exponent = call.op.exponent();
      if (exponent == 0) {
        return new Value[] {call.zeros(call.shape)};
      }
      return new Value[] {powered(call, exponent - 1, exponent, gradient)};
    }

    /** {@code factor * x^exponent}, times a gradient if there is one. */
    private static Value powered(
        Call<Elementwise.Power> call, double exponent, double factor, Value gradient) {
      double[] x = call.input().toDoubles();
      double[] g = gradient == null ? null : gradient.toDoubles();
      for (int i = 0; i < x.length; i++) {
        x[i] = factor * Math.pow(x[i], exponent) * (g == null ? 1 : g[i]);
      }
      Value result = call.allocate(call.shape);
      result.put(x);
      return result;
    }
  }

  /** The same array, which the tape does not know of. */
  static final class Detach implements InAnyLayout<Elementwise.Detach> {
    @Override
    public Value forward(Call<Elementwise.Detach> call) {
      return call.input();
    }

    @Override
    public Value[] backward(Call<Elementwise.Detach> call, Value gradient) {
      throw new IllegalStateException("what is detached is not on the tape");
    }
  }

  /** Clamps to a range. */
  static final class Clamp implements InAnyLayout<Elementwise.Clamp> {
    private final Slabs slabs;

    Clamp(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Elementwise.Clamp> call) {
      Value result = call.allocate(call.shape, call.input().layout);
      float low = (float) call.op.minimum();
      float high = (float) call.op.maximum();
      Rows.Loop loop =
          (in, out, count) -> {
            float[] x = in[0];
            for (int i = 0; i < count; i++) {
              out[i] = Math.max(low, Math.min(high, x[i]));
            }
          };
      Rows.Plain plain = in -> Math.max(call.op.minimum(), Math.min(call.op.maximum(), in[0]));
      Rows.alone(slabs, loop, plain, result, call.input());
      return result;
    }

    @Override
    public Value[] backward(Call<Elementwise.Clamp> call, Value gradient) {
      Value result = call.allocate(call.shape, call.input().layout);
      INDArray inside = call.input().array().eq(call.output.array());
      gradient.array().muli(inside.castTo(gradient.array().dataType()), result.array());
      return new Value[] {result};
    }
  }

  /** Multiplies by a mask that the seed decides; saves the mask. */
  static final class Dropout implements InAnyLayout<Elementwise.Dropout> {
    private final Slabs slabs;

    Dropout(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Elementwise.Dropout> call) {
      Value mask = call.allocate(call.shape, call.input().layout);
      fill(mask, call.op);
      call.saved = mask;
      Value result = call.allocate(call.shape, call.input().layout);
      call.input().array().muli(mask.array(), result.array());
      return result;
    }

    @Override
    public Value[] backward(Call<Elementwise.Dropout> call, Value gradient) {
      Value result = call.allocate(call.shape, call.input().layout);
      gradient.array().muli(((Value) call.saved).array(), result.array());
      return new Value[] {result};
    }

    private void fill(Value mask, Elementwise.Dropout dropout) {
      int size = mask.size();
      int area = mask.layout == Layout.PLAIN ? 1 : size / (mask.shape.dim(0) * mask.shape.dim(1));
      double kept = 1 / (1 - dropout.rate());
      slabs.each(
          (size + PIECE - 1) / PIECE,
          size,
          (first, last) -> {
            for (int i = first * PIECE; i < Math.min(size, last * PIECE); i++) {
              boolean drop = dropout.drops(mask.layout.rowMajor(i, area));
              if (mask.type() == DataType.FLOAT32) {
                mask.floats().put(i, drop ? 0 : (float) kept);
              } else {
                mask.storage.doubles().put(i, drop ? 0 : kept);
              }
            }
          });
    }
  }
}
