package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpmAdaptiveTest {
  private static final double[] ENDS = {80, 0.002};

  private static List<Double> levelsAsked(Sampler sampler) {
    List<Double> levels = new ArrayList<>();
    Denoiser listening =
        (x, sigmas) -> {
          levels.add(sigmas[0]);
          return GaussianOracle.DENOISER.denoise(x, sigmas);
        };
    Tensor start = new ReferenceEngine().full(80, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
    sampler.sample(listening, ENDS, start, NoiseStreams.none(), SamplingObserver.none());
    return levels;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void comesNearerWithLessTolerance(int order) {
    double exact = GaussianOracle.exact(80, 80, 0.002);
    double loose = GaussianOracle.sample(new DpmAdaptive(order), ENDS, 80);
    DpmAdaptive strict = new DpmAdaptive(order, 1e-4, 1e-5, 0.05, 0, 1, 0);
    assertThat(loose).isCloseTo(exact, within(0.1));
    assertThat(GaussianOracle.sample(strict, ENDS, 80)).isCloseTo(exact, within(1e-3));
    assertThat(levelsAsked(strict).size())
        .isGreaterThan(levelsAsked(new DpmAdaptive(order)).size());
  }

  @Test
  void growsItsSteps() {
    List<Double> levels = levelsAsked(new DpmAdaptive(3));
    // One call for the whole, then three a step.
    double first = Math.log(levels.get(1) / levels.get(4));
    double later = 0;
    for (int i = 1; i + 3 < levels.size(); i += 3) {
      later = Math.max(later, Math.log(levels.get(i) / levels.get(i + 3)));
    }
    assertThat(first).isCloseTo(0.05, within(1e-9));
    assertThat(later).isGreaterThan(2 * first);
    assertThat(levels.size()).isLessThan(150);
  }

  @Test
  void givesUpIfTheDenoiserIsNotFinite() {
    Denoiser broken = (x, sigmas) -> x.affine(0, Double.NaN);
    Tensor start = new ReferenceEngine().full(80, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
    assertThatThrownBy(
            () ->
                new DpmAdaptive(3)
                    .sample(broken, ENDS, start, NoiseStreams.none(), SamplingObserver.none()))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not finite");
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> new DpmAdaptive(4)).hasMessageContaining("order is 4");
    assertThatThrownBy(() -> new DpmAdaptive(3, 0.1, 0, 0.05, 0, 1, 0))
        .hasMessageContaining("tolerances are 0.1");
  }
}
