package io.github.diffusion4j.nn;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** Starts an empty set whose weights belong to the engine. */
  public Parameters(Engine engine, DataType type, long seed) {
    this(engine, type, seed, "", new LinkedHashMap<>());
  }

  private Parameters(
      Engine engine, DataType type, long seed, String prefix, Map<String, Tensor> byName) {
    this.engine = engine;
    this.type = type;
    this.seed = seed;
    this.prefix = prefix;
    this.byName = byName;
  }

  /** Returns the same set as a layer of that name sees it. */
  public Parameters in(String layer) {
    return new Parameters(engine, type, seed, prefix + layer + ".", byName);
  }

  /** Makes a weight of equal numbers. */
  Tensor constant(String name, double value, int... lengths) {
    double[] values = new double[Shape.of(lengths).size()];
    java.util.Arrays.fill(values, value);
    return add(name, values, lengths);
  }

  /**
   * Makes a weight of uniform numbers with variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio
   * 2010), which DDPM and its successors use throughout.
   */
  Tensor glorot(String name, int fanIn, int fanOut, int... lengths) {
    RandomStream stream = RandomStream.of(seed, prefix + name, 0);
    double bound = Math.sqrt(6.0 / (fanIn + fanOut));
    double[] values = new double[Shape.of(lengths).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bound * (2 * stream.nextDouble() - 1);
    }
    return add(name, values, lengths);
  }

  private Tensor add(String name, double[] values, int... lengths) {
    Tensor parameter;
    try (Scope scope = engine.inference()) {
      parameter = scope.keep(engine.parameter(engine.tensor(values, Shape.of(lengths), type)));
    }
    if (byName.put(prefix + name, parameter) != null) {
      throw new IllegalStateException("two weights are called " + prefix + name);
    }
    return parameter;
  }

  /** Returns all weights by name, in the order they were made; the map cannot be changed. */
  public Map<String, Tensor> byName() {
    return Collections.unmodifiableMap(byName);
  }

  /** Returns how many numbers the weights hold together. */
  public long count() {
    return byName.values().stream().mapToLong(tensor -> tensor.shape().size()).sum();
  }

  Engine engine() {
    return engine;
  }

  DataType type() {
    return type;
  }
}
