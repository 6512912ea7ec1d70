package io.github.diffusion4j.eval.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
  private static final KernelDistance CUBIC = KernelDistance.cubic();

  @Test
  void isZeroOnAverageForOneSource() {
    int seeds = 400;
    double[] values =
        IntStream.range(0, seeds)
            .mapToDouble(
                seed ->
                    CUBIC.between(
                        RandomFeatures.of(seed, "x", 20, 4),
                        RandomFeatures.of(seed, "y", 30, 4),
                        Estimator.UNBIASED))
            .toArray();
    double mean = IntStream.range(0, seeds).mapToDouble(i -> values[i]).average().orElseThrow();
    double square =
        IntStream.range(0, seeds).mapToDouble(i -> values[i] * values[i]).average().orElseThrow();
    double error = Math.sqrt(square / seeds);
    assertThat(mean)
        .as("seeds 0 to %d, error %s", seeds - 1, error)
        .isBetween(-4 * error, 4 * error);
    long negative = IntStream.range(0, seeds).filter(i -> values[i] < 0).count();
    assertThat(negative).isGreaterThan(seeds / 3);
  }

  @Test
  void growsWithAShiftAndNotWithTheOrderOfRows() {
    Features x = RandomFeatures.of(5, "x", 60, 3);
    Features near = RandomFeatures.of(5, "y", 50, 3, 0.5, 1);
    Features far = RandomFeatures.of(5, "y", 50, 3, 2, 1);
    double distance = CUBIC.between(x, near, Estimator.UNBIASED);
    assertThat(CUBIC.between(x, far, Estimator.UNBIASED)).isGreaterThan(distance);
    int[] order = Permutations.of(60, RandomStream.of(5, "test.order", 0));
    assertThat(CUBIC.between(x.select(order), near, Estimator.UNBIASED))
        .isCloseTo(distance, within(1e-10));
    assertThat(CUBIC.between(near, x, Estimator.UNBIASED)).isCloseTo(distance, within(1e-12));
    assertThat(CUBIC.between(x, x, Estimator.BIASED)).isCloseTo(0, within(1e-12));
  }

  @Test
  void overOneSubsetOfAllItIsTheWhole() {
    Features x = RandomFeatures.of(6, "x", 40, 3);
    Features y = RandomFeatures.of(6, "y", 40, 3, 1, 1);
    KernelDistance.Subsets subsets = CUBIC.overSubsets(x, y, 3, 40, 6);
    assertThat(subsets.mean()).isCloseTo(CUBIC.between(x, y, Estimator.UNBIASED), within(1e-12));
    assertThat(subsets.deviation()).isCloseTo(0, within(1e-12));
    assertThatThrownBy(() -> CUBIC.overSubsets(x, y, 100, 1000, 6))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("a subset of 1000 needs at least 1000 pictures; these are 40");
  }

  @Test
  void theUStatisticNeedsPairs() {
    Features x = RandomFeatures.of(7, "x", 4, 3);
    assertThatThrownBy(() -> CUBIC.between(x, x.range(0, 3), Estimator.U_STATISTIC))
        .hasMessageContaining("4 and 3");
    assertThatThrownBy(() -> CUBIC.between(x.range(0, 1), x, Estimator.UNBIASED))
        .hasMessageContaining("at least 2 pictures");
  }
}
