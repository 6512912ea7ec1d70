package io.github.diffusion4j.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array of numbers that belongs to an engine; operations make new ones and are recorded for
 * gradients when an operand carries them.
 *
 * <p>Shapes broadcast as in NumPy. Operands share one type and one engine. Memory belongs to the
 * innermost {@link Scope} that was open when the tensor was made. Tensors are immutable but for the
 * explicit in-place methods of {@link Engine}; a tensor may be read from any thread.
 *
 * <p>Engines extend this class with what they need to hold.
 */
public abstract class Tensor {
  private final Engine engine;
  private final Shape shape;
  private final DataType type;

  /** Called by engines. */
  protected Tensor(Engine engine, Shape shape, DataType type) {
    this.engine = engine;
    this.shape = shape;
    this.type = type;
  }

  /** Returns the engine it belongs to. */
  public final Engine engine() {
    return engine;
  }

  /** Returns its shape. */
  public final Shape shape() {
    return shape;
  }

  /** Returns the type of its elements. */
  public final DataType type() {
    return type;
  }

  /** Returns a copy of its elements in row-major order, rounded to float if they are doubles. */
  public abstract float[] toFloats();

  /** Returns a copy of its elements in row-major order. */
  public abstract double[] toDoubles();

  /**
   * Returns its only element.
   *
   * @throws ShapeException if it holds more than one
   */
  public final double item() {
    if (shape.size() != 1) {
      throw new ShapeException("item: shape " + shape + " holds more than one element");
    }
    return toDoubles()[0];
  }

  /** Returns {@code this + other}. */
  public final Tensor add(Tensor other) {
    return apply(new Op.Binary(Op.Binary.Kind.ADD), other);
  }

  /** Returns {@code this - other}. */
  public final Tensor subtract(Tensor other) {
    return apply(new Op.Binary(Op.Binary.Kind.SUBTRACT), other);
  }

  /** Returns {@code this * other}, element by element. */
  public final Tensor multiply(Tensor other) {
    return apply(new Op.Binary(Op.Binary.Kind.MULTIPLY), other);
  }

  /** Returns {@code this / other}, element by element. */
  public final Tensor divide(Tensor other) {
    return apply(new Op.Binary(Op.Binary.Kind.DIVIDE), other);
  }

  /** Returns {@code this + number}. */
  public final Tensor add(double number) {
    return affine(1, number);
  }

  /** Returns {@code this * number}. */
  public final Tensor multiply(double number) {
    return affine(number, 0);
  }

  /** Returns {@code scale * this + shift}. */
  public final Tensor affine(double scale, double shift) {
    return apply(new Op.Affine(scale, shift));
  }

  /** Returns e to the power of each element. */
  public final Tensor exp() {
    return apply(new Op.Unary(Op.Unary.Function.EXP));
  }

  /** Returns the natural logarithm of each element. */
  public final Tensor log() {
    return apply(new Op.Unary(Op.Unary.Function.LOG));
  }

  /** Returns the square root of each element. */
  public final Tensor sqrt() {
    return apply(new Op.Unary(Op.Unary.Function.SQRT));
  }

  /** Returns the square of each element. */
  public final Tensor square() {
    return apply(new Op.Unary(Op.Unary.Function.SQUARE));
  }

  /** Returns {@code 1 / (1 + exp(-x))} of each element. */
  public final Tensor sigmoid() {
    return apply(new Op.Unary(Op.Unary.Function.SIGMOID));
  }

  /** Returns the hyperbolic tangent of each element. */
  public final Tensor tanh() {
    return apply(new Op.Unary(Op.Unary.Function.TANH));
  }

  /** Returns {@code x * sigmoid(x)} of each element. */
  public final Tensor silu() {
    return apply(new Op.Unary(Op.Unary.Function.SILU));
  }

  /** Returns each element clamped to a range; outside it the gradient is 0. */
  public final Tensor clamp(double minimum, double maximum) {
    return apply(new Op.Clamp(minimum, maximum));
  }

  /** Returns the sum over the given dimensions, which stay with length 1. */
  public final Tensor sum(int... dimensions) {
    return apply(new Op.Sum(axes(dimensions)));
  }

  /** Returns the mean over the given dimensions, which stay with length 1. */
  public final Tensor mean(int... dimensions) {
    Tensor sum = sum(dimensions);
    return sum.multiply((double) sum.shape.size() / shape.size());
  }

  /** Returns the sum of all elements as a scalar. */
  public final Tensor sum() {
    return sum(IntStream.range(0, shape.rank()).toArray()).reshape();
  }

  /** Returns the mean of all elements as a scalar. */
  public final Tensor mean() {
    return sum().multiply(1.0 / shape.size());
  }

  /** Returns the same elements under another shape; one length may be -1 and is worked out. */
  public final Tensor reshape(int... lengths) {
    int[] solved = lengths.clone();
    int known = 1;
    int open = -1;
    for (int i = 0; i < solved.length; i++) {
      if (solved[i] != -1) {
        known *= solved[i];
      } else if (open == -1) {
        open = i;
      } else {
        throw new ShapeException(
            "reshape: " + Arrays.toString(lengths) + " leaves two lengths open; give all but one");
      }
    }
    if (open >= 0) {
      if (known <= 0 || shape.size() % known != 0) {
        throw new ShapeException(
            "reshape: " + shape + " does not divide into " + Arrays.toString(lengths));
      }
      solved[open] = shape.size() / known;
    }
    return apply(new Op.Reshape(Shape.of(solved)));
  }

  /** Returns the dimensions reordered: dimension {@code i} of the result is {@code order[i]}. */
  public final Tensor permute(int... order) {
    return apply(new Op.Permute(axes(order)));
  }

  /** Returns tensors joined along a dimension. */
  public static Tensor concat(int dimension, Tensor... tensors) {
    return run(new Op.Concat(tensors[0].shape.axis(dimension)), tensors);
  }

  /** Returns indices {@code from} (inclusive) to {@code to} (exclusive) of a dimension. */
  public final Tensor slice(int dimension, int from, int to) {
    return apply(new Op.Slice(shape.axis(dimension), from, to));
  }

  /** Returns the matrix product over the last two dimensions. */
  public final Tensor matMul(Tensor other) {
    return apply(new Op.MatMul(false, false), other);
  }

  /** Returns the matrix product over the last two dimensions, operands transposed as asked. */
  public final Tensor matMul(Tensor other, boolean transposeThis, boolean transposeOther) {
    return apply(new Op.MatMul(transposeThis, transposeOther), other);
  }

  /** Returns the softmax over the last dimension. */
  public final Tensor softmax() {
    return apply(new Op.Softmax());
  }

  /**
   * Returns the two-dimensional cross-correlation of this {@code [N, C, H, W]}.
   *
   * @param weights {@code [O, C, kH, kW]}
   * @param bias {@code [O]}
   */
  public final Tensor conv2d(Tensor weights, Tensor bias, int stride, int padding) {
    return apply(new Op.Conv2d(stride, padding), weights, bias);
  }

  /** Returns this {@code [N, C, H, W]} at half the height and width, by averaging. */
  public final Tensor averagePool() {
    return apply(new Op.AveragePool());
  }

  /** Returns this {@code [N, C, H, W]} at twice the height and width, by repeating. */
  public final Tensor upsampleNearest() {
    return apply(new Op.UpsampleNearest());
  }

  /**
   * Returns this {@code [N, C, ...]} normalised in groups of channels, scaled and shifted, and put
   * through SiLU if asked.
   *
   * @param scale {@code [C]} or {@code [N, C]}
   * @param shift like {@code scale}
   */
  public final Tensor groupNorm(
      int groups, Tensor scale, Tensor shift, double epsilon, boolean silu) {
    return apply(new Op.GroupNorm(groups, epsilon, silu), scale, shift);
  }

  /** Returns this with elements dropped at random, decided by the seed alone. */
  public final Tensor dropout(double rate, long seed) {
    return rate == 0 ? this : apply(new Op.Dropout(rate, seed));
  }

  /** Returns rows of this {@code [rows, columns]} table as {@code [indices.length, columns]}. */
  public final Tensor embedding(int... indices) {
    return apply(new Op.Embedding(Arrays.stream(indices).boxed().toList()));
  }

  private Tensor apply(Op op, Tensor... others) {
    Tensor[] inputs = new Tensor[others.length + 1];
    inputs[0] = this;
    System.arraycopy(others, 0, inputs, 1, others.length);
    return run(op, inputs);
  }

  private static Tensor run(Op op, Tensor... inputs) {
    Tensor first = inputs[0];
    for (Tensor input : inputs) {
      if (input.type != first.type) {
        throw new ShapeException(
            op.label()
                + ": operands are "
                + first.type
                + first.shape
                + " and "
                + input.type
                + input.shape
                + "; make them one type");
      }
      if (input.engine != first.engine) {
        throw new IllegalArgumentException(
            op.label() + ": operands belong to two engines; copy one over with its values");
      }
    }
    List<Shape> shapes = Arrays.stream(inputs).map(Tensor::shape).toList();
    return first.engine.apply(op, List.of(inputs), op.infer(shapes));
  }

  private List<Integer> axes(int... dimensions) {
    return Arrays.stream(dimensions).map(shape::axis).boxed().toList();
  }

  @Override
  public String toString() {
    return "Tensor" + shape + " " + type;
  }
}
