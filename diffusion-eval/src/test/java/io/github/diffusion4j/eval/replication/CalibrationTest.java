package io.github.diffusion4j.eval.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static double[] ascending(int count) {
    return IntStream.rangeClosed(1, count).mapToDouble(i -> i / 1000.0).toArray();
  }

  @Test
  void pValuesCountHeldOutPicturesAtLeastAsSimilar() {
    Calibration calibration = Calibration.of(new double[] {0.3, 0.1, 0.2, 0.2});
    assertThat(calibration.pValue(0.2)).isEqualTo(4.0 / 5);
    assertThat(calibration.pValue(0.25)).isEqualTo(2.0 / 5);
    assertThat(calibration.pValue(0.9)).isEqualTo(1.0 / 5);
    assertThat(calibration.pValue(-1)).isEqualTo(1);
  }

  @Test
  void pValuesOfNewPicturesAreSeldomSmall() {
    int small = 0;
    int runs = 5000;
    for (int run = 0; run < runs; run++) {
      RandomStream random = RandomStream.of(run, "test.calibration", 0);
      double[] heldOut = new double[39];
      Arrays.setAll(heldOut, i -> random.nextGaussian());
      small += Calibration.of(heldOut).pValue(random.nextGaussian()) <= 0.1 ? 1 : 0;
    }
    // Exactly 10 % in theory; four standard errors.
    assertThat((double) small / runs).as("seeds 0 to %d", runs - 1).isBetween(0.083, 0.117);
  }

  @Test
  void theThresholdLetsAShareOfHeldOutPicturesPass() {
    Calibration calibration = Calibration.of(ascending(299));
    Calibration.Threshold largest = calibration.threshold(0, 0.95, -1);
    assertThat(largest.similarity()).isEqualTo(0.299);
    assertThat(largest.rank()).isEqualTo(1);
    assertThat(largest.falsePositives()).isCloseTo(0.01, within(1e-4));
    Calibration.Threshold hundredth = calibration.threshold(0.01, 0.95, -1);
    assertThat(hundredth.similarity()).isEqualTo(0.297);
    assertThat(hundredth.rank()).isEqualTo(3);
    Calibration.Threshold floor = calibration.threshold(0.01, 0.95, 0.5);
    assertThat(floor.similarity()).isEqualTo(0.5);
    assertThat(floor.falsePositives()).isEqualTo(largest.falsePositives());
  }

  @Test
  void duplicatesOfTrainingPicturesAreCountedAndLeftOut() {
    Calibration calibration = Calibration.of(new double[] {0.4, 1, 0.99, 0.3}, 0.98);
    assertThat(calibration.size()).isEqualTo(2);
    assertThat(calibration.duplicates()).isEqualTo(2);
    assertThatThrownBy(() -> Calibration.of(new double[] {1, 1}, 0.98))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("of 2 held-out pictures all are duplicates");
    assertThatThrownBy(() -> Calibration.of(new double[] {0.1, Double.NaN}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> calibration.pValue(Double.NaN)).hasMessageContaining("NaN");
  }
}
