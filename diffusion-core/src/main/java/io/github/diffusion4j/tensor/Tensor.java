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
   * Copies some of its elements, as {@link #toFloats} would return them.
   *
   * @param from the first of them in row-major order
   * @param into filled to its end
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public void read(int from, float[] into) {
    System.arraycopy(toFloats(), from, into, 0, into.length);
  }

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
    return apply(new Elementwise.Binary(Elementwise.Binary.Kind.ADD), other);
  }

  /** Returns {@code this - other}. */
  public final Tensor subtract(Tensor other) {
    return apply(new Elementwise.Binary(Elementwise.Binary.Kind.SUBTRACT), other);
  }

  /** Returns {@code this * other}, element by element. */
  public final Tensor multiply(Tensor other) {
    return apply(new Elementwise.Binary(Elementwise.Binary.Kind.MULTIPLY), other);
  }

  /** Returns {@code this / other}, element by element. */
  public final Tensor divide(Tensor other) {
    return apply(new Elementwise.Binary(Elementwise.Binary.Kind.DIVIDE), other);
  }

  /** Returns the larger of each two elements. */
  public final Tensor maximum(Tensor other) {
    return apply(new Elementwise.Binary(Elementwise.Binary.Kind.MAXIMUM), other);
  }

  /** Returns the smaller of each two elements. */
  public final Tensor minimum(Tensor other) {
    return apply(new Elementwise.Binary(Elementwise.Binary.Kind.MINIMUM), other);
  }

  /** Returns 1 where the comparison with another tensor holds and 0 elsewhere. */
  public final Tensor compare(Elementwise.Compare.Kind kind, Tensor other) {
    return apply(new Elementwise.Compare(kind), other);
  }

  /** Returns 1 where the comparison with a number holds and 0 elsewhere. */
  public final Tensor compare(Elementwise.Compare.Kind kind, double number) {
    return compare(kind, engine.full(number, Shape.of(), type));
  }

  /** Returns the first tensor's elements where this is not 0, and the second's elsewhere. */
  public final Tensor where(Tensor then, Tensor otherwise) {
    return apply(new Elementwise.Where(), then, otherwise);
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
    return apply(new Elementwise.Affine(scale, shift));
  }

  /** Returns {@code -this}. */
  public final Tensor negate() {
    return affine(-1, 0);
  }

  /** Returns each element to the power of a number. */
  public final Tensor power(double exponent) {
    return apply(new Elementwise.Power(exponent));
  }

  /** Returns the same elements, for which no gradients are asked. */
  public final Tensor detach() {
    return apply(new Elementwise.Detach());
  }

  /** Returns the distance of each element from 0. */
  public final Tensor abs() {
    return unary(Elementwise.Unary.Function.ABS);
  }

  /** Returns the cosine of each element, in radians. */
  public final Tensor cos() {
    return unary(Elementwise.Unary.Function.COS);
  }

  /** Returns the sine of each element, in radians. */
  public final Tensor sin() {
    return unary(Elementwise.Unary.Function.SIN);
  }

  /** Returns the error function of each element. */
  public final Tensor erf() {
    return unary(Elementwise.Unary.Function.ERF);
  }

  /** Returns {@code x * (1 + erf(x / sqrt(2))) / 2} of each element. */
  public final Tensor gelu() {
    return unary(Elementwise.Unary.Function.GELU);
  }

  /** Returns {@code max(x, 0)} of each element. */
  public final Tensor relu() {
    return unary(Elementwise.Unary.Function.RELU);
  }

  /** Returns {@code log(1 + exp(x))} of each element. */
  public final Tensor softplus() {
    return unary(Elementwise.Unary.Function.SOFTPLUS);
  }

  /** Returns e to the power of each element. */
  public final Tensor exp() {
    return unary(Elementwise.Unary.Function.EXP);
  }

  /** Returns the natural logarithm of each element. */
  public final Tensor log() {
    return unary(Elementwise.Unary.Function.LOG);
  }

  /** Returns the square root of each element. */
  public final Tensor sqrt() {
    return unary(Elementwise.Unary.Function.SQRT);
  }

  /** Returns the square of each element. */
  public final Tensor square() {
    return unary(Elementwise.Unary.Function.SQUARE);
  }

  /** Returns {@code 1 / (1 + exp(-x))} of each element. */
  public final Tensor sigmoid() {
    return unary(Elementwise.Unary.Function.SIGMOID);
  }

  /** Returns the hyperbolic tangent of each element. */
  public final Tensor tanh() {
    return unary(Elementwise.Unary.Function.TANH);
  }

  /** Returns {@code x * sigmoid(x)} of each element. */
  public final Tensor silu() {
    return unary(Elementwise.Unary.Function.SILU);
  }

  /** Returns each element clamped to a range; outside it the gradient is 0. */
  public final Tensor clamp(double minimum, double maximum) {
    return apply(new Elementwise.Clamp(minimum, maximum));
  }

  /** Returns the sum over the given dimensions, which stay with length 1. */
  public final Tensor sum(int... dimensions) {
    return apply(new Reduction.Sum(axes(dimensions)));
  }

  /** Returns the mean over the given dimensions, which stay with length 1. */
  public final Tensor mean(int... dimensions) {
    Tensor sum = sum(dimensions);
    return sum.multiply((double) sum.shape.size() / shape.size());
  }

  /** Returns the sum of all elements as a scalar. */
  public final Tensor sum() {
    return sum(all()).reshape();
  }

  /**
   * Returns the mean square distance from the mean over the given dimensions, which stay with
   * length 1: the sum is divided by the count, not by one less.
   */
  public final Tensor variance(int... dimensions) {
    return subtract(mean(dimensions)).square().mean(dimensions);
  }

  /** Returns the largest over the given dimensions, which stay with length 1. */
  public final Tensor max(int... dimensions) {
    return apply(new Reduction.Max(axes(dimensions)));
  }

  /** Returns the largest of all elements as a scalar. */
  public final Tensor max() {
    return max(all()).reshape();
  }

  /** Returns the smallest over the given dimensions, which stay with length 1. */
  public final Tensor min(int... dimensions) {
    return negate().max(dimensions).negate();
  }

  /** Returns the smallest of all elements as a scalar. */
  public final Tensor min() {
    return min(all()).reshape();
  }

  /** Returns {@code log(sum(exp(x)))} over the given dimensions, which stay with length 1. */
  public final Tensor logSumExp(int... dimensions) {
    return apply(new Reduction.LogSumExp(axes(dimensions)));
  }

  /** Returns running sums along a dimension. */
  public final Tensor cumulativeSum(int dimension) {
    return apply(new Reduction.CumulativeSum(shape.axis(dimension)));
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
    return apply(new Rearrangement.Reshape(Shape.of(solved)));
  }

  /**
   * Returns the elements repeated to a shape that this broadcasts to.
   *
   * @throws ShapeException if it does not
   */
  public final Tensor broadcastTo(Shape target) {
    if (shape.equals(target)) {
      return this;
    }
    if (!Shape.broadcast("broadcastTo", shape, target).equals(target)) {
      throw new ShapeException("broadcastTo: %s does not grow into %s".formatted(shape, target));
    }
    return add(engine.full(0, target, type));
  }

  /** Returns the dimensions reordered: dimension {@code i} of the result is {@code order[i]}. */
  public final Tensor permute(int... order) {
    return apply(new Rearrangement.Permute(axes(order)));
  }

  /** Returns tensors joined along a dimension. */
  public static Tensor concat(int dimension, Tensor... tensors) {
    requireSome("concat", tensors);
    return run(new Rearrangement.Concat(tensors[0].shape.axis(dimension)), tensors);
  }

  /** Returns tensors of one shape side by side along a new dimension. */
  public static Tensor stack(int dimension, Tensor... tensors) {
    requireSome("stack", tensors);
    Shape first = tensors[0].shape;
    int axis = dimension < 0 ? dimension + first.rank() + 1 : dimension;
    if (axis < 0 || axis > first.rank()) {
      throw new ShapeException(
          "stack: dimension %d is none of the %d that the stack of %s would have"
              .formatted(dimension, first.rank() + 1, first));
    }
    return concat(
        axis,
        Arrays.stream(tensors)
            .map(tensor -> tensor.reshape(withOne(tensor.shape, axis)))
            .toArray(Tensor[]::new));
  }

  private static void requireSome(String operation, Tensor... tensors) {
    if (tensors.length == 0) {
      throw new ShapeException(operation + ": no tensors; give one at least");
    }
  }

  private static int[] withOne(Shape shape, int axis) {
    int[] lengths = new int[shape.rank() + 1];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = i == axis ? 1 : shape.dim(i < axis ? i : i - 1);
    }
    return lengths;
  }

  /** Returns indices {@code from} (inclusive) to {@code to} (exclusive) of a dimension. */
  public final Tensor slice(int dimension, int from, int to) {
    return apply(new Rearrangement.Slice(shape.axis(dimension), from, to));
  }

  /** Returns the matrix product over the last two dimensions; those before them broadcast. */
  public final Tensor matMul(Tensor other) {
    return matMul(other, false, false);
  }

  /**
   * Returns the matrix product over the last two dimensions, operands transposed as asked; the
   * dimensions before them broadcast.
   */
  public final Tensor matMul(Tensor other, boolean transposeThis, boolean transposeOther) {
    Op product = new Product.MatMul(transposeThis, transposeOther);
    boolean oneMatrix = other.shape.rank() == 2 && !transposeThis;
    if (shape.rank() < 2 || other.shape.rank() < 2 || oneMatrix) {
      return apply(product, other);
    }
    Shape batch = Shape.broadcast(product.label(), shape.first(-2), other.shape.first(-2));
    return broadcastTo(batch.then(shape.dim(-2), shape.dim(-1)))
        .apply(product, other.broadcastTo(batch.then(other.shape.dim(-2), other.shape.dim(-1))));
  }

  /**
   * Returns {@code x W^T + b}.
   *
   * @param weights {@code [out, in]}, this being {@code [..., in]}
   * @param bias {@code [out]}
   */
  public final Tensor linear(Tensor weights, Tensor bias) {
    return apply(new Product.Linear(), weights, bias);
  }

  /**
   * Returns attention of these queries over keys and values.
   *
   * @param how heads, scale, mask and which dimension is which
   * @param bias nothing, or one tensor that broadcasts to {@code [N, heads, queries, keys]}
   */
  public final Tensor attention(Product.Attention how, Tensor keys, Tensor values, Tensor... bias) {
    if (bias.length > 1) {
      throw new IllegalArgumentException(
          "attention: %d biases; add them up to one".formatted(bias.length));
    }
    return bias.length == 0 ? apply(how, keys, values) : apply(how, keys, values, bias[0]);
  }

  /** Returns the softmax over the last dimension. */
  public final Tensor softmax() {
    return apply(new Normalising.Softmax());
  }

  /** Returns the logarithm of the softmax over a dimension. */
  public final Tensor logSoftmax(int dimension) {
    return subtract(logSumExp(dimension));
  }

  /**
   * Returns how surprising the right classes are under these logits {@code [N, classes]}: {@code
   * -log softmax(x)} at the labels, in nats, as {@code [N]}.
   *
   * @param labels the N right classes
   */
  public final Tensor crossEntropy(Indices labels) {
    return logSoftmax(1)
        .gather(1, Indices.of(labels.toArray(), Shape.of(labels.size(), 1)))
        .negate()
        .reshape(-1);
  }

  /**
   * Returns the two-dimensional cross-correlation of this {@code [N, C, H, W]}.
   *
   * @param weights {@code [O, C, kH, kW]}
   * @param bias {@code [O]}
   */
  public final Tensor conv2d(Tensor weights, Tensor bias, int stride, int padding) {
    return convolve(Spatial.Convolution.of(stride, padding), weights, bias);
  }

  /**
   * Returns the cross-correlation of this {@code [N, C, H, W]} or {@code [N, C, L, H, W]}.
   *
   * @param how stride, padding, dilation and groups
   * @param weights {@code [O, C / groups, kernel...]}
   * @param bias {@code [O]}
   */
  public final Tensor convolve(Spatial.Convolution how, Tensor weights, Tensor bias) {
    return apply(how, weights, bias);
  }

  /** Returns this {@code [N, C, H, W]} at half the height and width, by averaging. */
  public final Tensor averagePool() {
    Spatial.Pool.Kind average = Spatial.Pool.Kind.AVERAGE;
    return pool(new Spatial.Pool(average, List.of(2, 2), List.of(2, 2), List.of(0, 0)));
  }

  /** Returns windows of this {@code [N, C, H, W]} or {@code [N, C, L, H, W]} as one number each. */
  public final Tensor pool(Spatial.Pool how) {
    return apply(how);
  }

  /** Returns this {@code [N, C, ..., H, W]} at twice the height and width, by repeating. */
  public final Tensor upsampleNearest() {
    return apply(new Spatial.UpsampleNearest());
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
    return apply(new Normalising.GroupNorm(groups, epsilon, silu), scale, shift);
  }

  /** Returns this with elements dropped at random, decided by the seed alone. */
  public final Tensor dropout(double rate, long seed) {
    return rate == 0 ? this : apply(new Elementwise.Dropout(rate, seed));
  }

  /** Returns rows of this {@code [rows, columns]} table as {@code [indices.length, columns]}. */
  public final Tensor embedding(int... rows) {
    return indexSelect(0, rows);
  }

  /** Returns slices of a dimension, picked by number; any may come often, or never. */
  public final Tensor indexSelect(int dimension, int... indices) {
    return apply(new Selection.IndexSelect(shape.axis(dimension), Indices.of(indices)));
  }

  /** Returns single elements of a dimension, picked by number, one for each place. */
  public final Tensor gather(int dimension, Indices indices) {
    return apply(new Selection.Gather(shape.axis(dimension), indices));
  }

  /** Returns this with other elements added along a dimension where the indices say. */
  public final Tensor scatterAdd(int dimension, Indices indices, Tensor added) {
    return apply(new Selection.ScatterAdd(shape.axis(dimension), indices), added);
  }

  /** Returns a dimension blurred or brought to another length. */
  public final Tensor resample(int dimension, Windows windows) {
    return apply(new Spatial.Resample(shape.axis(dimension), windows));
  }

  /**
   * Returns this {@code [..., C]} normalised over its last dimension to mean 0 and variance 1,
   * scaled and shifted.
   *
   * @param scale {@code [C]}, C being the last length
   * @param shift like {@code scale}
   */
  public final Tensor layerNorm(Tensor scale, Tensor shift, double epsilon) {
    return apply(new Normalising.LayerNorm(epsilon), scale, shift);
  }

  /**
   * Returns this divided by the root of its mean square over the last dimension, and scaled.
   *
   * @param scale {@code [C]}, C being the last length
   */
  public final Tensor rmsNorm(Tensor scale, double epsilon) {
    return apply(new Normalising.RmsNorm(epsilon), scale);
  }

  private Tensor unary(Elementwise.Unary.Function function) {
    return apply(new Elementwise.Unary(function));
  }

  private int[] all() {
    return IntStream.range(0, shape.rank()).toArray();
  }

  /**
   * Returns where along the given dimensions, which stay with length 1, the largest element is: its
   * place in row-major order among those of these dimensions. Of equal ones it is the first; NaN
   * counts as the largest of all, here and in the other rankings.
   */
  public final Indices argMax(int... dimensions) {
    return Ranking.extreme("argMax", this, axes(dimensions), true);
  }

  /**
   * Returns where along the given dimensions, which stay with length 1, the smallest element is.
   */
  public final Indices argMin(int... dimensions) {
    return Ranking.extreme("argMin", this, axes(dimensions), false);
  }

  /** Returns where along a dimension, whose length becomes {@code k}, the largest elements are. */
  public final Indices topK(int k, int dimension) {
    return Ranking.first("topK", this, dimension, k, true);
  }

  /** Returns where along a dimension the first, second, ... element in order is. */
  public final Indices argSort(int dimension, boolean descending) {
    return Ranking.first("argSort", this, dimension, shape.dim(dimension), descending);
  }

  /** Returns the elements along a dimension in order. */
  public final Tensor sort(int dimension, boolean descending) {
    return gather(dimension, argSort(dimension, descending));
  }

  /**
   * Returns a quantile along a dimension, which stays with length 1, between two elements by linear
   * interpolation (see {@link QuantilePosition}).
   *
   * @param share from 0, the smallest, to 1, the largest
   */
  public final Tensor quantile(double share, int dimension) {
    QuantilePosition position = QuantilePosition.of(share, shape.dim(dimension));
    Tensor sorted = sort(dimension, false);
    Tensor lower = sorted.slice(dimension, position.lower(), position.lower() + 1);
    Tensor upper = sorted.slice(dimension, position.upper(), position.upper() + 1);
    return lower.add(upper.subtract(lower).multiply(position.fraction()));
  }

  private Tensor apply(Op op, Tensor... others) {
    Tensor[] inputs = new Tensor[others.length + 1];
    inputs[0] = this;
    System.arraycopy(others, 0, inputs, 1, others.length);
    return run(op, inputs);
  }

  static Tensor run(Op op, Tensor... inputs) {
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
