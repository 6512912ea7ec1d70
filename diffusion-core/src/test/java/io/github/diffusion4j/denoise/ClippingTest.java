package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ClippingTest {
  @Test
  void keepsEstimatesInTheRangeOfPictures() {
    Tensor x =
        new ReferenceEngine()
            .tensor(new double[] {-3, 0.25, 5}, Shape.of(1, 1, 1, 3), DataType.FLOAT64);
    assertThat(new Clipping((tensor, sigmas) -> tensor).denoise(x, 1).toDoubles())
        .containsExactly(-1, 0.25, 1);
  }
}
