package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Functions of each element: ND4J's, and Java loops for those it is slow at or has not. */
final class UnaryKernel implements ElementKernels.InAnyLayout<Elementwise.Unary> {
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  private final Slabs slabs;

  UnaryKernel(Slabs slabs) {
    this.slabs = slabs;
  }

  @Override
  public Value forward(Call<Elementwise.Unary> call) {
    Value result = call.allocate(call.shape, call.input().layout);
    INDArray x = call.input().array();
    INDArray y = result.array();
    switch (call.op.function()) {
      case COS -> run(new Cos(x, y));
      case ERF -> run(new Erf(x, y));
      case EXP -> run(new Exp(x, y));
      case LOG -> run(new Log(x, y));
      case SIGMOID -> run(new Sigmoid(x, y));
      case SIN -> run(new Sin(x, y));
      case SQRT -> run(new Sqrt(x, y));
      case SQUARE -> run(new Square(x, y));
      case TANH -> run(new Tanh(x, y));
      case ABS -> loop(UnaryKernel::abs, in -> Math.abs(in[0]), result, call.input());
      case RELU -> loop(UnaryKernel::relu, in -> Math.max(in[0], 0), result, call.input());
      case SOFTPLUS -> {
        Rows.Plain softplus = in -> Math.max(in[0], 0) + Math.log1p(Math.exp(-Math.abs(in[0])));
        loop(Rows.oneByOne(softplus), softplus, result, call.input());
      }
      case GELU -> gelu(call, result);
      case SILU -> loop(UnaryKernel::silu, in -> in[0] * sigmoid(in[0]), result, call.input());
    }
    return result;
  }

  @Override
  public Value[] backward(Call<Elementwise.Unary> call, Value gradient) {
    Value result = call.allocate(call.shape, call.input().layout);
    Value input = call.input();
    INDArray g = gradient.array();
    INDArray x = input.array();
    INDArray y = call.output.array();
    INDArray r = result.array();
    switch (call.op.function()) {
      case COS -> {
        run(new Sin(x, r));
        r.muli(g).muli(-1);
      }
      case ERF -> {
        Rows.Plain slope = in -> in[1] * 2 / Math.sqrt(Math.PI) * Math.exp(-in[0] * in[0]);
        loop(Rows.oneByOne(slope), slope, result, input, gradient);
      }
      case EXP -> g.muli(y, r);
      case LOG -> g.divi(x, r);
      case SIGMOID -> {
        y.rsubi(1, r);
        r.muli(y).muli(g);
      }
      case SIN -> {
        run(new Cos(x, r));
        r.muli(g);
      }
      case SQRT -> {
        g.divi(y, r);
        r.muli(0.5);
      }
      case SQUARE -> {
        g.muli(x, r);
        r.muli(2);
      }
      case TANH -> {
        y.muli(y, r);
        r.rsubi(1).muli(g);
      }
      case ABS -> {
        Rows.Plain slope = in -> in[1] * Math.signum(in[0]);
        loop(Rows.oneByOne(slope), slope, result, input, gradient);
      }
      case RELU ->
          loop(UnaryKernel::reluSlope, in -> in[0] > 0 ? in[1] : 0, result, input, gradient);
      case SOFTPLUS -> {
        Rows.Plain slope = in -> in[1] * sigmoid(in[0]);
        loop(Rows.oneByOne(slope), slope, result, input, gradient);
      }
      case GELU -> geluSlope(call, gradient, result);
      case SILU -> loop(UnaryKernel::siluSlope, UnaryKernel::siluSlope, result, input, gradient);
    }
    return new Value[] {result};
  }

  private void loop(Rows.Loop loop, Rows.Plain plain, Value result, Value... operands) {
    Rows.alone(slabs, loop, plain, result, operands);
  }

  private static void run(Op function) {
    Nd4j.getExecutioner().exec(function);
  }

  /** In FLOAT64 with ND4J's error function, which is exact. */
  private void gelu(Call<Elementwise.Unary> call, Value result) {
    if (call.type() == DataType.FLOAT64) {
      Value erf = erf(call);
      loop(null, in -> in[0] * 0.5 * (1 + in[1]), result, call.input(), erf);
    } else {
      loop(UnaryKernel::gelu, null, result, call.input());
    }
  }

  private void geluSlope(Call<Elementwise.Unary> call, Value gradient, Value result) {
    if (call.type() == DataType.FLOAT64) {
      Rows.Plain slope =
          in -> in[2] * (0.5 * (1 + in[1]) + in[0] * DENSITY * Math.exp(-0.5 * in[0] * in[0]));
      loop(null, slope, result, call.input(), erf(call), gradient);
    } else {
      loop(UnaryKernel::geluSlope, null, result, call.input(), gradient);
    }
  }

  private static Value erf(Call<Elementwise.Unary> call) {
    Value scaled = call.allocate(call.shape);
    call.input().array().muli(Math.sqrt(0.5), scaled.array());
    run(new Erf(scaled.array(), scaled.array()));
    return scaled;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double siluSlope(double[] in) {
    double s = sigmoid(in[0]);
    return in[1] * s * (1 + in[0] * (1 - s));
  }

  private static void abs(float[][] in, float[] out, int count) {
    float[] x = in[0];
    for (int i = 0; i < count; i++) {
      out[i] = Math.abs(x[i]);
    }
  }

  private static void relu(float[][] in, float[] out, int count) {
    float[] x = in[0];
    for (int i = 0; i < count; i++) {
      out[i] = Math.max(x[i], 0);
    }
  }

  private static void reluSlope(float[][] in, float[] out, int count) {
    float[] x = in[0];
    float[] g = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = x[i] > 0 ? g[i] : 0;
    }
  }

  private static void gelu(float[][] in, float[] out, int count) {
    System.arraycopy(in[0], 0, out, 0, count);
    Gelu.apply(out, count);
  }

  private static void geluSlope(float[][] in, float[] out, int count) {
    System.arraycopy(in[1], 0, out, 0, count);
    Gelu.multiplyBySlope(in[0], out, count);
  }

  private static void silu(float[][] in, float[] out, int count) {
    System.arraycopy(in[0], 0, out, 0, count);
    Silu.apply(out, count);
  }

  private static void siluSlope(float[][] in, float[] out, int count) {
    System.arraycopy(in[1], 0, out, 0, count);
    Silu.multiplyBySlope(in[0], out, count);
  }
}
