package io.github.diffusion4j.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.EngineSpec;
import io.github.diffusion4j.tensor.EngineSpec.Precision;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Spatial;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Convolutions of many shapes, against LibTorch's own plain ones of doubles. */
class OneDnnConvolutionTest {
  private static final int[] CHANNELS = {1, 2, 3, 4, 8, 12, 16, 24, 32, 40, 48, 64, 72, 80, 112};
  private static final int[] SIZES = {1, 2, 5, 7, 8, 16};
  private static final int[] KERNELS = {1, 3, 3, 5};
  private static final int CASES = 300;

  /** One convolution and the shapes that it is of. */
  private record Case(Spatial.Convolution op, int[] x, int[] weights) {
    static Case of(RandomStream random) {
      int places = random.nextInt(4) == 0 ? 3 : 2;
      int kernel = KERNELS[random.nextInt(KERNELS.length)];
      int in = CHANNELS[random.nextInt(CHANNELS.length)];
      int out = CHANNELS[random.nextInt(CHANNELS.length)];
      int groups = 1;
      switch (random.nextInt(6)) {
        case 0 -> {
          groups = in;
          out = in * (1 + random.nextInt(2));
        }
        case 1 -> groups = in % 2 + out % 2 == 0 ? 2 : 1;
        default -> {}
      }
      int stride = 1 + random.nextInt(2);
      int dilation = random.nextInt(4) == 0 ? 2 : 1;
      int padding = dilation * (kernel - 1) / 2 + (kernel == 1 ? random.nextInt(2) : 0);
      int size = SIZES[random.nextInt(places == 2 ? SIZES.length : 3)];
      int[] x = filled(places, size, 1 + random.nextInt(3), in);
      int[] weights = filled(places, kernel, out, in / groups);
      return new Case(
          new Spatial.Convolution(
              Collections.nCopies(places, stride),
              Collections.nCopies(places, padding),
              Collections.nCopies(places, dilation),
              groups),
          x,
          weights);
    }

    private static int[] filled(int places, int length, int first, int second) {
      int[] lengths = new int[places + 2];
      Arrays.fill(lengths, length);
      lengths[0] = first;
      lengths[1] = second;
      return lengths;
    }

    @Override
    public String toString() {
      return op + " of " + Arrays.toString(x) + " and " + Arrays.toString(weights);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "BFLOAT16"})
  void valuesAndGradientsAreThoseOfDoubles(Precision precision) {
    boolean exact = precision == Precision.FLOAT32;
    try (Engine engine = Engine.open(new EngineSpec("torch", "cpu", precision))) {
      for (int seed = 0; seed < CASES; seed++) {
        Case c = Case.of(RandomStream.of(seed, "convolutions", 0));
        List<double[]> expected = results(engine, c, seed, DataType.FLOAT64);
        List<double[]> actual = results(engine, c, seed, DataType.FLOAT32);
        // What is added up may cancel out, and leave the roundings of its parts.
        double roundings = Math.sqrt(expected.get(0).length / (double) c.weights[0]);
        for (int i = 0; i < expected.size(); i++) {
          double largest = Arrays.stream(expected.get(i)).map(Math::abs).reduce(1, Math::max);
          double tolerance = exact ? 2e-5 * largest : 0.03 * largest + 0.01 * roundings;
          String what = "%s, result %d of seed %d: %s".formatted(precision, i, seed, c);
          assertClose(what, actual.get(i), expected.get(i), tolerance);
        }
      }
    }
  }

  /** Returns the values, and gradients of a weighted sum of them for input, weights and bias. */
  private static List<double[]> results(Engine engine, Case c, int seed, DataType type) {
    try (Scope scope = engine.scope()) {
      Tensor x = engine.parameter(gaussian(engine, seed, 1, Shape.of(c.x), type));
      Tensor w = engine.parameter(gaussian(engine, seed, 2, Shape.of(c.weights), type));
      Tensor b = engine.parameter(gaussian(engine, seed, 3, Shape.of(c.weights[0]), type));
      Tensor y = x.convolve(c.op, w, b);
      Tensor loss = y.multiply(gaussian(engine, seed, 4, y.shape(), type)).sum();
      List<double[]> results = new ArrayList<>(List.of(y.toDoubles()));
      engine.gradients(loss, List.of(x, w, b)).forEach(each -> results.add(each.toDoubles()));
      return results;
    }
  }

  private static Tensor gaussian(Engine engine, int seed, int index, Shape shape, DataType type) {
    RandomStream random = RandomStream.of(seed, "convolution", index);
    double[] values = new double[shape.size()];
    Arrays.setAll(values, i -> random.nextGaussian());
    return engine.tensor(values, shape, type);
  }

  private static void assertClose(
      String what, double[] actual, double[] expected, double tolerance) {
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(actual[i] - expected[i]);
      // Not a number is as wrong as can be.
      worst = error <= worst ? worst : error;
    }
    assertThat(worst).as(what).isCloseTo(0, within(tolerance));
  }
}
