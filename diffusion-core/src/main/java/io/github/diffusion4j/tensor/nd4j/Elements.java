package io.github.diffusion4j.tensor.nd4j;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Shape;

/**
 * Arithmetic on elements that broadcast, as Java loops.
 *
 * <p>ND4J's own broadcasts walk over every coordinate of every element; along rows the JIT compiler
 * makes vector instructions of these.
 */
enum Elements {
  ADD(Elements::add, in -> in[0] + in[1]),
  SUBTRACT(Elements::subtract, in -> in[0] - in[1]),
  MULTIPLY(Elements::multiply, in -> in[0] * in[1]),
  DIVIDE(Elements::divide, in -> in[0] / in[1]),
  MAXIMUM(Elements::maximum, in -> Math.max(in[0], in[1])),
  MINIMUM(Elements::minimum, in -> Math.min(in[0], in[1])),
  LESS(each(in -> in[0] < in[1])),
  LESS_OR_EQUAL(each(in -> in[0] <= in[1])),
  GREATER(each(in -> in[0] > in[1])),
  GREATER_OR_EQUAL(each(in -> in[0] >= in[1])),
  EQUAL(each(in -> in[0] == in[1])),
  NOT_EQUAL(each(in -> in[0] != in[1])),
  /** The second where the first is not 0, the third elsewhere. */
  WHERE(in -> in[0] != 0 ? in[1] : in[2]),
  /** The second where the first is not 0, and 0 elsewhere. */
  WHERE_OR_ZERO(in -> in[0] != 0 ? in[1] : 0),
  /** The second where the first is 0, and 0 elsewhere. */
  UNLESS_OR_ZERO(in -> in[0] == 0 ? in[1] : 0),
  /** The third where the first is larger than the second, half of it where they are equal. */
  IF_LARGER(in -> in[0] > in[1] ? in[2] : in[0] == in[1] ? in[2] / 2 : 0),
  /** The third where the first is smaller than the second, half of it where they are equal. */
  IF_SMALLER(in -> in[0] < in[1] ? in[2] : in[0] == in[1] ? in[2] / 2 : 0),
  /** {@code exp(x - y)}, where equal infinities make 0 (-inf) or 1. */
  EXP_DIFFERENCE(Elements::expDifference, in -> expDifference(in[0], in[1]));

  private final Rows.Loop loop;
  private final Rows.Plain plain;

  Elements(Rows.Loop loop, Rows.Plain plain) {
    this.loop = loop;
    this.plain = plain;
  }

  Elements(Rows.Plain plain) {
    this(Rows.oneByOne(plain), plain);
  }

  /** Computes into a new array what the operands make under a shape they broadcast to. */
  Value of(Call<?> call, Slabs slabs, Shape shape, Value... operands) {
    Value result = call.allocate(shape);
    into(slabs, result, operands);
    return result;
  }

  /** Computes into an array, which may be an operand of its shape. */
  void into(Slabs slabs, Value result, Value... operands) {
    if (result.size() == 0) {
      return;
    }
    Rows rows = Rows.of(result.shape, operands);
    if (result.type() == DataType.FLOAT32) {
      rows.run(slabs, loop, result, operands);
    } else {
      rows.run(plain, result, operands);
    }
  }

  private interface Condition {
    boolean holds(double[] in);
  }

  private static Rows.Plain each(Condition condition) {
    return in -> condition.holds(in) ? 1 : 0;
  }

  private static void add(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = a[i] + b[i];
    }
  }

  private static void subtract(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = a[i] - b[i];
    }
  }

  private static void multiply(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = a[i] * b[i];
    }
  }

  private static void divide(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = a[i] / b[i];
    }
  }

  private static void maximum(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = Math.max(a[i], b[i]);
    }
  }

  private static void minimum(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = Math.min(a[i], b[i]);
    }
  }

  private static void expDifference(float[][] in, float[] out, int count) {
    float[] a = in[0];
    float[] b = in[1];
    for (int i = 0; i < count; i++) {
      out[i] = (float) expDifference(a[i], b[i]);
    }
  }

  private static double expDifference(double a, double b) {
    if (b == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    return a == b ? 1 : Math.exp(a - b);
  }
}
