package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** From pictures to their noise and back, on normal data. */
class InversionTest {
  private static final double PICTURE = 0.95;

  /** How far from itself a picture comes back, there and back in so many steps each. */
  private static double error(Sampler sampler, int steps) {
    try (Engine engine = new ReferenceEngine()) {
      double[] whole = SigmaGrid.karras(steps + 1, 0.01, 20, 7);
      double[] down = Arrays.copyOf(whole, steps + 1);
      double[] up = new double[steps + 1];
      Arrays.setAll(up, i -> down[steps - i]);
      Tensor picture = engine.full(PICTURE, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
      SamplingObserver none = SamplingObserver.none();
      Tensor noise = sampler.invert(GaussianOracle.DENOISER, up, picture, none);
      assertThat(noise.item()).as("noise of about the last level").isBetween(5.0, 50.0);
      Tensor back = sampler.sample(GaussianOracle.DENOISER, down, noise, NoiseStreams.none(), none);
      return Math.abs(back.item() - PICTURE);
    }
  }

  private static void assertOrder(Sampler sampler, double order) {
    for (int steps : new int[] {40, 80, 160}) {
      double measured = Math.log(error(sampler, steps) / error(sampler, 2 * steps)) / Math.log(2);
      assertThat(measured).as(sampler + " at " + steps).isBetween(order - 0.3, order + 0.6);
    }
  }

  @Test
  void comesBackAsPreciselyAsTheSolverIs() {
    assertOrder(new Euler(), 1);
    assertOrder(new Ddim(0, false), 1);
    // Of a method of even order the leading error is the same up and down, so it cancels.
    assertOrder(new Heun(), 3);
    assertThat(error(new Heun(), 320)).isLessThan(1e-4);
  }
}
