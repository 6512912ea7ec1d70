package io.github.diffusion4j.tensor;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * Runs tensor operations: eager, with automatic differentiation.
 *
 * <p>An engine is found on the classpath with {@link #open()} and passed explicitly. It may be used
 * from several threads; each thread has its own stack of scopes.
 *
 * <p>Whoever writes an engine implements {@link #apply} for every {@link Op}; shapes and types are
 * checked before it is called.
 */
public interface Engine extends AutoCloseable {

  /**
   * Opens the engine on the classpath, on the processor, in FLOAT32.
   *
   * @throws IllegalStateException if there is none, or its native library cannot be loaded
   */
  static Engine open() {
    return open(EngineSpec.standard());
  }

  /**
   * Opens an engine on the classpath.
   *
   * @throws IllegalArgumentException if none has that name, or it does not have the device or the
   *     precision; the message lists what there is
   * @throws IllegalStateException if its native library cannot be loaded
   */
  static Engine open(EngineSpec spec) {
    return Engines.choose(spec.engine(), ServiceLoader.load(Provider.class)).open(spec);
  }

  /** Makes engines; found by {@link ServiceLoader}. Being made loads nothing native. */
  interface Provider {
    /** Returns the name that chooses it: {@code nd4j}. */
    String name();

    /**
     * Opens a new engine.
     *
     * @throws IllegalArgumentException if it does not have the device or the precision; the message
     *     lists what there is
     * @throws IllegalStateException if the native library cannot be loaded
     */
    Engine open(EngineSpec spec);
  }

  /** Returns the engine's name and version, for manifests: {@code nd4j 1.0.0-M2.1 ...}. */
  String name();

  /**
   * Runs one operation. Its inputs were checked and {@code output} is the shape of the result.
   *
   * <p>Call the methods of {@link Tensor} instead; this is what they call.
   */
  Tensor apply(Op op, List<Tensor> inputs, Shape output);

  /**
   * Makes a tensor from floats in row-major order.
   *
   * @throws ShapeException if the count differs from the shape's
   */
  Tensor tensor(float[] values, Shape shape);

  /**
   * Makes a tensor of doubles in row-major order, in the asked type.
   *
   * @throws ShapeException if the count differs from the shape's
   */
  Tensor tensor(double[] values, Shape shape, DataType type);

  /** Makes a tensor filled with one value. */
  Tensor full(double value, Shape shape, DataType type);

  /** Makes a FLOAT32 tensor of zeros. */
  default Tensor zeros(Shape shape) {
    return full(0, shape, DataType.FLOAT32);
  }

  /**
   * Makes a copy of a tensor that gradients can be asked for: a leaf of the tape. Like any tensor
   * it belongs to the open scope, or to the engine if none is open.
   */
  Tensor parameter(Tensor initial);

  /** Copies the values of a tensor of the same shape and type into another, outside the tape. */
  void assign(Tensor target, Tensor source);

  /**
   * Moves a tensor towards another in place, outside the tape: {@code target += weight * (source -
   * target)}. What an exponential moving average does.
   */
  void lerp(Tensor target, Tensor source, double weight);

  /**
   * Runs one step of Adam with decoupled weight decay in place, outside the tape.
   *
   * @param parameter the weights to change
   * @param gradient of the loss with respect to them, same shape
   * @param mean the first moment, same shape; starts at zero
   * @param variance the second moment, same shape; starts at zero
   */
  void adamW(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, AdamWStep step);

  /**
   * The numbers of one AdamW step (Loshchilov and Hutter 2019, Algorithm 2).
   *
   * @param learningRate at this step
   * @param beta1 decay of the first moment, 0 to 1
   * @param beta2 decay of the second moment, 0 to 1
   * @param epsilon added to the root of the second moment
   * @param weightDecay per unit of learning rate
   * @param gradientScale what the gradient is multiplied by first (clipping)
   * @param iteration counted from 1
   */
  record AdamWStep(
      double learningRate,
      double beta1,
      double beta2,
      double epsilon,
      double weightDecay,
      double gradientScale,
      long iteration) {}

  /** Returns the sum of the squares of all elements, added up in double precision. */
  double sumOfSquares(Tensor tensor);

  /** Opens a scope in which operations on parameters are recorded for gradients. */
  Scope scope();

  /** Opens a scope in which nothing is recorded: for sampling. */
  Scope inference();

  /**
   * Runs a computation of which only the result is kept; when gradients are asked for, it runs once
   * more (Chen et al. 2016). So a network's blocks need their memory one after the other, and their
   * forward pass twice. It must compute the same both times: random numbers are drawn outside.
   *
   * <p>An engine that cannot do so keeps everything.
   *
   * @param block computes with tensors of this engine, whichever it likes
   */
  default Tensor checkpoint(Supplier<Tensor> block) {
    return block.get();
  }

  /**
   * Returns the gradients of a scalar with respect to tensors, in their order; a tensor that the
   * loss does not depend on gets zeros. The tape behind {@code loss} is used up.
   *
   * @throws ShapeException if the loss holds more than one element
   * @throws IllegalArgumentException if the loss was not recorded (it depends on no parameter, or
   *     was computed in an {@link #inference()} scope)
   */
  List<Tensor> gradients(Tensor loss, List<Tensor> parameters);

  /**
   * Splits a matrix of finite doubles into factors, outside the tape.
   *
   * <p>Call {@link Eigh#of}, {@link Cholesky#of} or {@link Svd#of} instead; this is what they call.
   *
   * @param matrix in row-major order, at least one element, symmetric where that is asked for; may
   *     be overwritten
   * @return the factors in row-major order, of the shapes that {@link Factorisation#shapes} gives
   * @throws ArithmeticException if there are none, saying what is wrong with the matrix
   */
  List<double[]> factorise(Factorisation kind, double[] matrix, Shape shape);

  /**
   * Shows the inner products of all rows of two FLOAT32 matrices piece by piece, outside the tape.
   *
   * @param left {@code [m, d]}
   * @param right {@code [n, d]}
   */
  default void rowProducts(Tensor left, Tensor right, RowProducts visitor) {
    RowProducts.show(this, left, right, visitor);
  }

  /** Returns the bytes of native memory that tensors hold now, and those held back for reuse. */
  long memoryBytes();

  /** Frees everything. Tensors of this engine are unusable afterwards. */
  @Override
  void close();
}
