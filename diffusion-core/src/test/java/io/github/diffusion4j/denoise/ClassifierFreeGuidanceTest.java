package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ClassifierFreeGuidanceTest {
  private static final Denoiser NEVER =
      (x, sigmas) -> {
        throw new AssertionError("must not be called");
      };

  private final Tensor x = new ReferenceEngine().full(8, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
  private final Denoiser conditional = (tensor, sigmas) -> tensor.multiply(0.5);
  private final Denoiser unconditional = (tensor, sigmas) -> tensor.multiply(0.25);

  private double guided(double scale) {
    return new ClassifierFreeGuidance(conditional, unconditional, scale).denoise(x, 3).item();
  }

  @Test
  void movesAwayFromTheUnconditional() {
    assertThat(guided(0)).isEqualTo(2);
    assertThat(guided(1)).isEqualTo(4);
    assertThat(guided(1.5)).isEqualTo(5);
    assertThat(guided(4)).isEqualTo(10);
  }

  @Test
  void costsNothingWhenOff() {
    assertThat(new ClassifierFreeGuidance(conditional, NEVER, 1).denoise(x, 3).item()).isEqualTo(4);
  }

  @Test
  void refusesScalesThatAreNone() {
    for (double scale : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ClassifierFreeGuidance(conditional, NEVER, scale))
          .hasMessageContaining("guidance scale is " + scale);
    }
  }
}
