package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * The weights of a network by name, in the order they were made. A layer asks for its own under its
 * name; layers within layers extend the name with dots.
 *
 * <p>Initial values depend on the seed and the weight's name alone. Not thread-safe.
 */
public final class Parameters {
  private final Engine engine;
  private final DataType type;
  private final long seed;
  private final String prefix;
  private final Map<String, Tensor> byName;
  private final Map<String, Shape> shapes;

  /** Starts an empty set whose weights belong to the engine. */
  public Parameters(Engine engine, DataType type, long seed) {
    this(engine, type, seed, "", new LinkedHashMap<>(), new HashMap<>());
  }

  private Parameters(
      Engine engine,
      DataType type,
      long seed,
      String prefix,
      Map<String, Tensor> byName,
      Map<String, Shape> shapes) {
    this.engine = engine;
    this.type = type;
    this.seed = seed;
    this.prefix = prefix;
    this.byName = byName;
    this.shapes = shapes;
  }

  /** Starts a set that notes shapes and makes no weights: layers made of it can only be counted. */
  static Parameters shapesOnly() {
    return new Parameters(null, null, 0);
  }

  /** Returns the same set as a layer of that name sees it. */
  public Parameters in(String layer) {
    return new Parameters(engine, type, seed, prefix + layer + ".", byName, shapes);
  }

  /** Makes a weight of equal numbers. */
  Tensor constant(String name, double value, int... lengths) {
    return add(name, () -> value, lengths);
  }

  /**
   * Makes a weight of uniform numbers with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio
   * 2010), which DDPM and its successors use throughout.
   */
  Tensor glorot(String name, int fanIn, int fanOut, int... lengths) {
    RandomStream stream = RandomStream.of(seed, prefix + name, 0);
    double bound = Math.sqrt(6.0 / (fanIn + fanOut));
    return add(name, () -> bound * (2 * stream.nextDouble() - 1), lengths);
  }

  /** Makes a weight of Gaussian numbers. */
  Tensor gaussian(String name, double deviation, int... lengths) {
    RandomStream stream = RandomStream.of(seed, prefix + name, 0);
    return add(name, () -> deviation * stream.nextGaussian(), lengths);
  }

  private Tensor add(String name, DoubleSupplier values, int... lengths) {
    Shape shape = Shape.of(lengths);
    if (shapes.put(prefix + name, shape) != null) {
      throw new IllegalStateException("two weights are called " + prefix + name);
    }
    if (engine == null) {
      return null;
    }
    double[] numbers = new double[shape.size()];
    Arrays.setAll(numbers, i -> values.getAsDouble());
    try (Scope scope = engine.inference()) {
      Tensor parameter = scope.keep(engine.parameter(engine.tensor(numbers, shape, type)));
      byName.put(prefix + name, parameter);
      return parameter;
    }
  }

  /** Returns all weights by name, in the order they were made; the map cannot be changed. */
  public Map<String, Tensor> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** Returns how many numbers the weights hold together. */
  public long count() {
    return shapes.values().stream().mapToLong(Shape::size).sum();
  }

  Engine engine() {
    return engine;
  }

  DataType type() {
    return type;
  }
}
