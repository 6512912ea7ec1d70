package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.noise.Prediction;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverheadTest {
  @Test
  void aStepIsTheNetworkAndTheRest() {
    try (Engine engine = Engine.open()) {
      Overhead overhead =
          new Overhead(
              engine,
              (x, noise, conditioning) -> x.multiply(0.5),
              new Preconditioning(new LogNormalNoise(), Prediction.EDM),
              Shape.of(2, 1, 8, 8));

      Map<String, Double> figures = overhead.measure(new SamplerSpec(SamplerSpec.Kind.HEUN, 4), 3);

      assertThat(figures.get("inside")).isBetween(0.0, 1.0);
      assertThat(figures.get("step")).isPositive();
      assertThat(figures).containsOnlyKeys("step", "inside", "beside", "perSecond");
    }
  }
}
