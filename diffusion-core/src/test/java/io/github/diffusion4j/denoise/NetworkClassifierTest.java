package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NetworkClassifierTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  private final Tensor x =
      new ReferenceEngine()
          .tensor(new double[] {1, 2, 3, 4}, Shape.of(2, 1, 1, 2), DataType.FLOAT64);

  @Test
  void showsTheNetworkTheStateThatKeepsTheVariance() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    double[] sigmas = {schedule.sigma(17), schedule.sigma(900)};
    NetworkClassifier classifier =
        new NetworkClassifier(
            (scaled, conditions) -> {
              assertThat(conditions).containsExactly(17, 900);
              return scaled.reshape(2, 2);
            },
            schedule);
    double first = schedule.scale(sigmas[0]);
    double second = schedule.scale(sigmas[1]);
    assertThat(classifier.logits(x, sigmas).toDoubles())
        .containsExactly(new double[] {first, 2 * first, 3 * second, 4 * second}, CLOSE);
    assertThat(classifier.leastNoise()).isEqualTo(schedule.sigmaMin());
  }

  @Test
  void judgesOnlyPicturesWithoutNoiseIfItKnowsNone() {
    NetworkClassifier classifier =
        new NetworkClassifier(
            (same, conditions) -> {
              assertThat(conditions).containsExactly(0, 0);
              return same.reshape(2, 2);
            },
            null);
    assertThat(classifier.leastNoise()).isZero();
    assertThat(classifier.logits(x, new double[2]).toDoubles()).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> classifier.logits(x, new double[] {0, 0.5}))
        .hasMessageContaining("cannot judge any at sigma 0.5; to guide, take one");
  }
}
