package io.github.diffusion4j.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.sample.Heun;
import io.github.diffusion4j.sample.Intervention;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.sample.SamplingObserver;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SdEditTest {
  private final Engine engine = new ReferenceEngine();

  private static double[] counting(int steps) {
    return IntStream.rangeClosed(0, steps).mapToDouble(i -> steps - i).toArray();
  }

  @Test
  void takesTheLastShareOfTheSteps() {
    assertThat(new SdEdit(0.8).levels(counting(50))).hasSize(41).startsWith(40, 39).endsWith(1, 0);
    assertThat(new SdEdit(0.35).levels(counting(10))).containsExactly(3, 2, 1, 0);
    assertThat(new SdEdit(1).levels(counting(10))).isEqualTo(counting(10));
    assertThat(new SdEdit(0.1).levels(counting(10))).containsExactly(1, 0);
  }

  @Test
  void roundsNoWholeStepAway() {
    assertThat(new SdEdit(0.29).levels(counting(100))).hasSize(30);
    for (int steps = 1; steps <= 500; steps++) {
      assertThat(new SdEdit(1.0 / steps).levels(counting(steps))).containsExactly(1, 0);
    }
    assertThatThrownBy(() -> new SdEdit(0.01).levels(counting(18)))
        .hasMessageContaining("raise it to 0.0556 at least");
  }

  @Test
  void endsWhereTheFlowFromTheNoisyPictureEnds() {
    // Data N(0, 0.5^2): the flow takes x at level sigma to 0.5 / sqrt(sigma^2 + 0.5^2) of it.
    Denoiser best = (x, sigmas) -> x.multiply(0.25 / (0.25 + sigmas[0] * sigmas[0]));
    double[] grid = SigmaGrid.karras(200, 0.002, 80, 7);
    Tensor pictures = engine.full(0.8, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
    NoiseStreams ones = (where, shape, type) -> where.full(1, shape, type);
    for (double strength : new double[] {0.2, 0.5, 0.9}) {
      SdEdit edit = new SdEdit(strength);
      double first = edit.levels(grid)[0];
      double end =
          new Heun()
              .sample(
                  edit.task(best, grid, pictures, ones),
                  SamplingObserver.none(),
                  Intervention.none())
              .item();
      assertThat(end)
          .as("strength " + strength)
          .isCloseTo((0.8 + first) * 0.5 / Math.hypot(first, 0.5), Offset.offset(1e-3));
    }
  }

  @Test
  void refusesStrengthsThatLeaveNothing() {
    for (double strength : new double[] {0, -1, 1.01, Double.NaN}) {
      assertThatThrownBy(() -> new SdEdit(strength))
          .hasMessageContaining("strength is " + strength);
    }
    assertThatThrownBy(() -> new SdEdit(0.05).levels(counting(10)))
        .hasMessageContaining("strength 0.05 leaves none of 10 steps; raise it to 0.1");
  }
}
