package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Op;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

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
  static final class Affine implements InAnyLayout<Op.Affine> {
    @Override
    public Value forward(Call<Op.Affine> call) {
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
    public Value[] backward(Call<Op.Affine> call, Value gradient) {
      if (call.op.scale() == 1) {
        return new Value[] {gradient};
      }
      Value result = call.allocate(call.shape, call.input().layout);
      gradient.array().muli(call.op.scale(), result.array());
      return new Value[] {result};
    }
  }

  /** Named functions; all but SiLU are ND4J's. */
  static final class Unary implements InAnyLayout<Op.Unary> {
    private final Slabs slabs;

    Unary(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Op.Unary> call) {
      Value result = call.allocate(call.shape, call.input().layout);
      INDArray x = call.input().array();
      INDArray y = result.array();
      switch (call.op.function()) {
        case EXP -> Nd4j.getExecutioner().exec(new Exp(x, y));
        case LOG -> Nd4j.getExecutioner().exec(new Log(x, y));
        case SQRT -> Nd4j.getExecutioner().exec(new Sqrt(x, y));
        case SQUARE -> Nd4j.getExecutioner().exec(new Square(x, y));
        case SIGMOID -> Nd4j.getExecutioner().exec(new Sigmoid(x, y));
        case TANH -> Nd4j.getExecutioner().exec(new Tanh(x, y));
        case SILU ->
            pieces(call.input(), (from, length) -> silu(call.input(), result, from, length));
      }
      return result;
    }

    @Override
    public Value[] backward(Call<Op.Unary> call, Value gradient) {
      Value result = call.allocate(call.shape, call.input().layout);
      INDArray g = gradient.array();
      INDArray x = call.input().array();
      INDArray y = call.output.array();
      INDArray r = result.array();
      switch (call.op.function()) {
        case EXP -> g.muli(y, r);
        case LOG -> g.divi(x, r);
        case SQRT -> {
          g.divi(y, r);
          r.muli(0.5);
        }
        case SQUARE -> {
          g.muli(x, r);
          r.muli(2);
        }
        case SIGMOID -> {
          y.rsubi(1, r);
          r.muli(y).muli(g);
        }
        case TANH -> {
          y.muli(y, r);
          r.rsubi(1).muli(g);
        }
        case SILU ->
            pieces(
                call.input(),
                (from, length) -> siluBackward(call.input(), gradient, result, from, length));
      }
      return new Value[] {result};
    }

    private interface Piece {
      void run(int from, int length);
    }

    private void pieces(Value value, Piece piece) {
      int size = value.size();
      int count = (size + PIECE - 1) / PIECE;
      slabs.each(
          count,
          size,
          (first, last) -> {
            for (int i = first; i < last; i++) {
              piece.run(i * PIECE, Math.min(PIECE, size - i * PIECE));
            }
          });
    }

    private static void silu(Value x, Value y, int from, int length) {
      float[] piece = new float[length];
      x.floats().get(from, piece);
      Silu.apply(piece, length);
      y.floats().put(from, piece);
    }

    private static void siluBackward(Value x, Value gradient, Value result, int from, int length) {
      float[] piece = new float[length];
      float[] passed = new float[length];
      x.floats().get(from, piece);
      gradient.floats().get(from, passed);
      Silu.multiplyBySlope(piece, passed, length);
      result.floats().put(from, passed);
    }
  }

  /** Clamps to a range. */
  static final class Clamp implements Kernel<Op.Clamp> {
    @Override
    public Value forward(Call<Op.Clamp> call) {
      Value result = call.allocate(call.shape);
      double low = call.op.minimum();
      double high = call.op.maximum();
      if (call.type() == DataType.FLOAT64) {
        double[] x = new double[call.shape.size()];
        call.input().storage.doubles().get(0, x);
        for (int i = 0; i < x.length; i++) {
          x[i] = Math.max(low, Math.min(high, x[i]));
        }
        result.storage.doubles().put(0, x);
      } else {
        float[] x = new float[call.shape.size()];
        call.input().floats().get(0, x);
        for (int i = 0; i < x.length; i++) {
          x[i] = Math.max((float) low, Math.min((float) high, x[i]));
        }
        result.floats().put(0, x);
      }
      return result;
    }

    @Override
    public Value[] backward(Call<Op.Clamp> call, Value gradient) {
      Value result = call.allocate(call.shape);
      INDArray inside = call.input().array().eq(call.output.array());
      gradient.array().muli(inside.castTo(gradient.array().dataType()), result.array());
      return new Value[] {result};
    }
  }

  /** Multiplies by a mask that the seed decides; saves the mask. */
  static final class Dropout implements InAnyLayout<Op.Dropout> {
    private final Slabs slabs;

    Dropout(Slabs slabs) {
      this.slabs = slabs;
    }

    @Override
    public Value forward(Call<Op.Dropout> call) {
      Value mask = call.allocate(call.shape, call.input().layout);
      fill(mask, call.op);
      call.saved = mask;
      Value result = call.allocate(call.shape, call.input().layout);
      call.input().array().muli(mask.array(), result.array());
      return result;
    }

    @Override
    public Value[] backward(Call<Op.Dropout> call, Value gradient) {
      Value result = call.allocate(call.shape, call.input().layout);
      gradient.array().muli(((Value) call.saved).array(), result.array());
      return new Value[] {result};
    }

    private void fill(Value mask, Op.Dropout dropout) {
      int size = mask.size();
      int area = mask.layout == Layout.PLAIN ? 1 : mask.shape.dim(2) * mask.shape.dim(3);
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
