package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A function of tensors with numbers to try it on, forwards and backwards.
 *
 * @param name what failures call it
 * @param shapes of the inputs
 * @param values of the inputs, in row-major order
 * @param constants inputs in which the function has no slope
 * @param function what is tried
 */
record Trial(
    String name,
    List<Shape> shapes,
    List<double[]> values,
    Set<Integer> constants,
    Function<List<Tensor>, Tensor> function) {
  /** How many elements of an input finite differences look at; of larger ones, some. */
  private static final int LOOKED_AT = 48;

  private static final double STEP = 1e-5;

  /** Tries a function on standard normal numbers. */
  static Trial of(String name, Function<List<Tensor>, Tensor> function, int[]... inputs) {
    List<Shape> shapes = Stream.of(inputs).map(Shape::of).toList();
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      RandomStream stream = RandomStream.of(OpCase.SEED, name, i);
      double[] input = new double[shapes.get(i).size()];
      Arrays.setAll(input, j -> stream.nextGaussian());
      values.add(input);
    }
    return new Trial(name, shapes, values, Set.of(), function);
  }

  /** Tries one operation. */
  static Trial of(OpCase c) {
    Set<Integer> constants = new HashSet<>();
    IntStream.range(0, c.inputs().size()).filter(i -> !c.hasSlope(i)).forEach(constants::add);
    return new Trial(c.toString(), c.shapes(), c.values(), constants, c::apply);
  }

  /** Returns the result's elements. */
  double[] run(Engine engine, DataType type) {
    return run(engine, type, values);
  }

  private double[] run(Engine engine, DataType type, List<double[]> numbers) {
    try (Scope scope = engine.inference()) {
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        inputs.add(engine.tensor(numbers.get(i), shapes.get(i), type));
      }
      return function.apply(inputs).toDoubles();
    }
  }

  /** Returns the gradients of a weighted sum of the result with respect to each input. */
  List<double[]> gradients(Engine engine, DataType type) {
    try (Scope scope = engine.scope()) {
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < shapes.size(); i++) {
        inputs.add(engine.parameter(engine.tensor(values.get(i), shapes.get(i), type)));
      }
      Tensor output = function.apply(inputs);
      Tensor weights = engine.tensor(weights(output.shape().size()), output.shape(), type);
      return engine.gradients(output.multiply(weights).sum(), inputs).stream()
          .map(Tensor::toDoubles)
          .toList();
    }
  }

  /** Asserts that gradients in double precision are what finite differences say. */
  void checkGradients(Engine engine) {
    List<double[]> gradients = gradients(engine, DataType.FLOAT64);
    for (int i = 0; i < values.size(); i++) {
      if (constants.contains(i)) {
        assertThat(gradients.get(i)).as("constant %d of %s", i, this).containsOnly(0);
        continue;
      }
      for (int j : elements(i)) {
        double slope = (loss(engine, i, j, STEP) - loss(engine, i, j, -STEP)) / (2 * STEP);
        assertThat(gradients.get(i)[j])
            .as("input %d element %d of %s", i, j, this)
            .isCloseTo(slope, within(2e-7 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  /** Returns which elements of an input to move: all, or some of many. */
  int[] elements(int input) {
    int size = values.get(input).length;
    if (size <= LOOKED_AT) {
      return IntStream.range(0, size).toArray();
    }
    RandomStream stream = RandomStream.of(OpCase.SEED, "elements of " + name, input);
    return IntStream.generate(() -> stream.nextInt(size)).limit(LOOKED_AT).toArray();
  }

  /** Returns the weighted sum of the result with one element of the inputs moved. */
  double loss(Engine engine, int input, int element, double change) {
    List<double[]> moved = new ArrayList<>(values);
    double[] changed = values.get(input).clone();
    changed[element] += change;
    moved.set(input, changed);
    double[] y = run(engine, DataType.FLOAT64, moved);
    double[] weights = weights(y.length);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weights[i] * y[i];
    }
    return sum;
  }

  /** Makes every element of the output count differently, so that none can hide another. */
  private static double[] weights(int size) {
    double[] weights = new double[size];
    Arrays.setAll(weights, i -> Math.sin(1.7 * i + 0.3));
    return weights;
  }

  /** Asserts that numbers are close, measured by the largest expected one if that is above 1. */
  void assertClose(double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as("%s", this).hasSameSizeAs(expected);
    double scale = Arrays.stream(expected).map(Math::abs).reduce(1, Math::max);
    for (int i = 0; i < expected.length; i++) {
      // Not numbers in AssertJ's words for each element, which would cost more than the arithmetic.
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * scale)) {
        assertThat(actual[i])
            .as("element %d of %s", i, this)
            .isCloseTo(expected[i], within(tolerance * scale));
      }
    }
  }

  void assertClose(List<double[]> actual, List<double[]> expected, double tolerance) {
    for (int i = 0; i < expected.size(); i++) {
      assertClose(actual.get(i), expected.get(i), tolerance);
    }
  }

  @Override
  public String toString() {
    return name + " (seed " + OpCase.SEED + ")";
  }
}
