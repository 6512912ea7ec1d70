package io.github.diffusion4j.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.ShapeException;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private final Engine engine = new ReferenceEngine();

  private Tensor states(int pictures, double... values) {
    return engine.tensor(
        values, Shape.of(pictures, 1, 1, values.length / pictures), DataType.FLOAT64);
  }

  @Test
  void followsTheArcOfEachPicture() {
    // The first picture turns by 90 degrees, the second by 60.
    double third = Math.sqrt(3);
    Tensor from = states(2, 2, 0, 4, 0);
    Tensor to = states(2, 0, 2, 2, 2 * third);
    assertThat(Interpolation.spherical(from, to, 0.5).toDoubles())
        .containsExactly(new double[] {Math.sqrt(2), Math.sqrt(2), 2 * third, 2}, CLOSE);
    assertThat(Interpolation.spherical(from, to, 1 / 3.0).toDoubles()[0])
        .isCloseTo(2 * Math.cos(Math.PI / 6), CLOSE);
  }

  @Test
  void beginsAndEndsWithTheStates() {
    Tensor from = states(1, 0.3, -2, 1);
    Tensor to = states(1, 1, 0.5, 0.25);
    assertThat(Interpolation.spherical(from, to, 0).toDoubles())
        .containsExactly(from.toDoubles(), CLOSE);
    assertThat(Interpolation.spherical(from, to, 1).toDoubles())
        .containsExactly(to.toDoubles(), CLOSE);
  }

  @Test
  void keepsTheLengthOfNoise() {
    for (int seed = 0; seed < 5; seed++) {
      double[] a = noise(seed, 0);
      double[] b = noise(seed, 1);
      double[] middle = Interpolation.spherical(states(1, a), states(1, b), 0.5).toDoubles();
      assertThat(length(middle) / length(a)).as("seed " + seed).isBetween(0.93, 1.07);
    }
  }

  private static double[] noise(long seed, int index) {
    RandomStream stream = RandomStream.of(seed, "noise", index);
    double[] values = new double[2000];
    Arrays.setAll(values, i -> stream.nextGaussian());
    return values;
  }

  private static double length(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
  }

  @Test
  void joinsStatesOfOneDirectionByTheLine() {
    assertThat(Interpolation.spherical(states(1, 1, 1), states(1, 3, 3), 0.5).toDoubles())
        .containsExactly(new double[] {2, 2}, CLOSE);
    assertThat(Interpolation.spherical(states(1, 1, 0), states(1, -1, 0), 0.25).toDoubles())
        .containsExactly(new double[] {0.5, 0}, CLOSE);
    assertThat(Interpolation.spherical(states(1, 0, 0), states(1, 1, 2), 0.5).toDoubles())
        .containsExactly(new double[] {0.5, 1}, CLOSE);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Interpolation.spherical(states(1, 1, 2), states(2, 1, 2), 0.5))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Interpolation.spherical(states(1, 1, 2), states(1, 1, 2), 1.5))
        .hasMessageContaining("share is 1.5");
  }
}
