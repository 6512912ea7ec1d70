package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What tests of whole networks share. */
final class NetworkTrials {
  private NetworkTrials() {}

  static Tensor noise(Engine engine, DataType type, int... lengths) {
    double[] values = new double[Shape.of(lengths).size()];
    RandomStream stream = RandomStream.of(5, "input", 0);
    for (int i = 0; i < values.length; i++) {
      values[i] = stream.nextGaussian();
    }
    return engine.tensor(values, Shape.of(lengths), type);
  }

  /** Moves every weight off its start, so that nothing hides behind zeros. */
  static void stir(Engine engine, Parameters parameters) {
    parameters
        .byName()
        .forEach(
            (name, weight) -> {
              double[] values = weight.toDoubles();
              RandomStream stream = RandomStream.of(9, name, 0);
              for (int i = 0; i < values.length; i++) {
                values[i] += 0.1 * stream.nextGaussian();
              }
              set(engine, weight, values);
            });
  }

  static List<double[]> gradients(Engine engine, Parameters parameters, Supplier<Tensor> loss) {
    try (Scope scope = engine.scope()) {
      List<Tensor> weights = new ArrayList<>(parameters.byName().values());
      return engine.gradients(loss.get(), weights).stream().map(Tensor::toDoubles).toList();
    }
  }

  /** Compares one element of each weight's gradient with a finite difference. */
  static void assertGradients(Engine engine, Parameters parameters, Supplier<Tensor> loss) {
    List<double[]> gradients = gradients(engine, parameters, loss);
    RandomStream pick = RandomStream.of(3, "pick", 0);
    double step = 1e-5;
    int i = 0;
    for (Map.Entry<String, Tensor> weight : parameters.byName().entrySet()) {
      double[] values = weight.getValue().toDoubles();
      int element = pick.nextInt(values.length);
      double above = lossAt(engine, weight.getValue(), values, element, step, loss);
      double below = lossAt(engine, weight.getValue(), values, element, -step, loss);
      double slope = (above - below) / (2 * step);
      assertThat(gradients.get(i)[element])
          .as("%s[%d]", weight.getKey(), element)
          .isCloseTo(slope, within(1e-7 * Math.max(1, Math.abs(slope))));
      i++;
    }
  }

  /**
   * Compares the gradients with finite differences along random directions through all weights at
   * once, which any wrong gradient bends; also, no weight may be without one.
   */
  static void assertDirectionalGradients(
      Engine engine, Parameters parameters, Supplier<Tensor> loss) {
    List<double[]> gradients = gradients(engine, parameters, loss);
    // The length of the direction grows with the number of weights, so the step is shorter.
    double step = 1e-6;
    for (int trial = 0; trial < 3; trial++) {
      double expected = 0;
      int i = 0;
      for (String name : parameters.byName().keySet()) {
        double[] gradient = gradients.get(i++);
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElse(0);
        assertThat(largest).as("largest gradient of %s", name).isGreaterThan(1e-9);
        double[] direction = direction(name, trial, gradient.length);
        for (int j = 0; j < gradient.length; j++) {
          expected += gradient[j] * direction[j];
        }
      }
      double slope =
          (lossAlong(engine, parameters, trial, step, loss)
                  - lossAlong(engine, parameters, trial, -step, loss))
              / (2 * step);
      assertThat(slope)
          .as("direction %d", trial)
          .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
    }
  }

  private static double lossAlong(
      Engine engine, Parameters parameters, int trial, double step, Supplier<Tensor> loss) {
    Map<String, double[]> before = new HashMap<>();
    parameters.byName().forEach((name, weight) -> before.put(name, weight.toDoubles()));
    parameters
        .byName()
        .forEach(
            (name, weight) -> {
              double[] moved = before.get(name).clone();
              double[] direction = direction(name, trial, moved.length);
              Arrays.setAll(moved, j -> moved[j] + step * direction[j]);
              set(engine, weight, moved);
            });
    try (Scope scope = engine.inference()) {
      return loss.get().item();
    } finally {
      parameters.byName().forEach((name, weight) -> set(engine, weight, before.get(name)));
    }
  }

  private static double[] direction(String name, int trial, int length) {
    RandomStream stream = RandomStream.of(11, name, trial);
    double[] direction = new double[length];
    Arrays.setAll(direction, j -> stream.nextGaussian());
    return direction;
  }

  private static double lossAt(
      Engine engine,
      Tensor weight,
      double[] values,
      int element,
      double change,
      Supplier<Tensor> loss) {
    double[] moved = values.clone();
    moved[element] += change;
    set(engine, weight, moved);
    try (Scope scope = engine.inference()) {
      return loss.get().item();
    } finally {
      set(engine, weight, values);
    }
  }

  private static void set(Engine engine, Tensor weight, double[] values) {
    try (Scope scope = engine.inference()) {
      engine.assign(weight, engine.tensor(values, weight.shape(), weight.type()));
    }
  }
}
