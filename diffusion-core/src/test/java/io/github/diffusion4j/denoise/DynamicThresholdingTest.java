package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DynamicThresholdingTest {
  private static final Denoiser SAME = (tensor, sigmas) -> tensor;

  // The first picture leaves the range of pictures, the second stays inside.
  private final Tensor x =
      new ReferenceEngine()
          .tensor(
              new double[] {-4, 0, 1, 2, 3, 0.5, -0.25, 0, 0.1, -0.9},
              Shape.of(2, 1, 1, 5),
              DataType.FLOAT64);

  private double[] thresholded(double ratio, double maximum) {
    return new DynamicThresholding(SAME, ratio, maximum).denoise(x, 1).toDoubles();
  }

  private static void assertClose(double[] actual, double... expected) {
    assertThat(actual).containsExactly(expected, Offset.offset(1e-12));
  }

  @Test
  void dividesByTheQuantileOfEachPicture() {
    // |x| in order: 0 1 2 3 4, so the quantile 0.75 is 3, and 0.9 is 3.6 by interpolation
    assertClose(thresholded(0.75, 10), -1, 0, 1 / 3.0, 2 / 3.0, 1, 0.5, -0.25, 0, 0.1, -0.9);
    assertClose(
        thresholded(0.9, Double.POSITIVE_INFINITY),
        -1,
        0,
        1 / 3.6,
        2 / 3.6,
        3 / 3.6,
        0.5,
        -0.25,
        0,
        0.1,
        -0.9);
  }

  @Test
  void staysAtOrBelowTheMaximum() {
    assertClose(thresholded(0.75, 2), -1, 0, 0.5, 1, 1, 0.5, -0.25, 0, 0.1, -0.9);
  }

  @Test
  void letsAMaximumBelowOneWin() {
    assertClose(thresholded(0.75, 0.5), -1, 0, 1, 1, 1, 1, -0.5, 0, 0.2, -1);
  }

  @Test
  void isClippingAtMaximumOne() {
    assertThat(thresholded(0.75, 1)).isEqualTo(new Clipping(SAME).denoise(x, 1).toDoubles());
  }

  @Test
  void passesTheLearnedVarianceOn() {
    Denoiser learned = new Learned(SAME);
    Tensor largeness = new DynamicThresholding(learned, 0.9).estimate(x, 1).largeness();
    assertThat(largeness.toDoubles()).isEqualTo(learned.estimate(x, 1).largeness().toDoubles());
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    for (double ratio : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new DynamicThresholding(SAME, ratio))
          .hasMessageContaining("ratio of dynamic thresholding is " + ratio);
    }
    for (double maximum : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> new DynamicThresholding(SAME, 0.9, maximum))
          .hasMessageContaining("maximum of dynamic thresholding is " + maximum);
    }
  }
}
