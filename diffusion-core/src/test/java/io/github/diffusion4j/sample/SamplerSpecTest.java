package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.SamplerSpec.Kind;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplerSpecTest {
  private static final NoiseSchedule COSINE = NoiseSchedule.cosine(1000);
  private static final NoiseProcess DDPM = COSINE;

  @Test
  void buildsWhatItNames() {
    assertThat(new SamplerSpec(Kind.HEUN, 18, 40, 0).build()).isEqualTo(new Heun(40));
    assertThat(new SamplerSpec(Kind.EULER, 18).build()).isEqualTo(new Euler());
    assertThat(new SamplerSpec(Kind.DDIM, 50, 0, 0.5).build()).isEqualTo(new Ddim(0.5, true));
    assertThat(new SamplerSpec(Kind.ANCESTRAL, 250).build())
        .isEqualTo(new Ancestral(Variance.FIXED_SMALL, true));
  }

  @ParameterizedTest
  @EnumSource
  void takesEdmsLevelsForAnEdmModel(Kind kind) {
    assertThat(new SamplerSpec(kind, 18).grid(Formulation.EDM.preconditioning().process()))
        .containsExactly(SigmaGrid.karras(18, 0.002, 80, 7));
  }

  @Test
  void staysOnTheStepsOfASchedule() {
    assertThat(new SamplerSpec(Kind.DDIM, 50).grid(DDPM))
        .containsExactly(SigmaGrid.trailing(COSINE, 50));
    for (Kind kind : new Kind[] {Kind.DDIM, Kind.ANCESTRAL}) {
      for (int steps : new int[] {1, 2, 37, 250, 1000}) {
        double[] grid = new SamplerSpec(kind, steps).grid(DDPM);
        assertThat(grid).hasSize(steps + 1).endsWith(0);
        assertThat(DDPM.condition(grid[0])).isEqualTo(999);
        for (double sigma : Arrays.copyOf(grid, steps)) {
          double condition = DDPM.condition(sigma);
          assertThat(condition).as("%s %s", kind, steps).isEqualTo(Math.rint(condition));
        }
      }
    }
    assertThatThrownBy(() -> new SamplerSpec(Kind.DDIM, 1001).grid(DDPM))
        .hasMessageContaining("take 1 to 1000");
  }

  @Test
  void keepsFreeLevelsWithinTheSchedule() {
    for (Kind kind : new Kind[] {Kind.HEUN, Kind.EULER}) {
      double[] grid = new SamplerSpec(kind, 18).grid(DDPM);
      assertThat(grid[0]).isEqualTo(80);
      assertThat(grid[17]).isGreaterThanOrEqualTo(COSINE.sigma(0) * (1 - 1e-12));
      assertThat(grid).hasSize(19).endsWith(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void samplesFromNothingButNoise(Kind kind) {
    ReferenceEngine engine = new ReferenceEngine();
    Shape shape = Shape.of(2, 1, 4, 4);
    for (Formulation formulation :
        List.of(Formulation.EDM, Formulation.DDPM_LINEAR, Formulation.DDPM_COSINE)) {
      float[] pictures =
          new SamplerSpec(kind, 12)
              .sample(
                  GaussianOracle.DENOISER,
                  formulation.preconditioning().process(),
                  engine,
                  shape,
                  NoiseStreams.of(3, 0, 2),
                  SamplingObserver.none())
              .toFloats();
      assertThat(pictures).hasSize(32);
      for (float value : pictures) {
        assertThat(value).as("%s %s", kind, formulation).isBetween(-3f, 3f);
      }
    }
  }

  @Test
  void isFoundByName() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.named(kind.label())).isSameAs(kind);
    }
    assertThatThrownBy(() -> Kind.named("plms"))
        .hasMessage("unknown sampler 'plms'; there are heun, euler, ddim, ancestral");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, 0)).hasMessageContaining("steps are 0");
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, Integer.MAX_VALUE))
        .hasMessageContaining("choose 1 to 100000");
    assertThatThrownBy(() -> new SamplerSpec(Kind.EULER, 5, 1, 0))
        .hasMessageContaining("euler does not churn");
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, 5, -1, 0))
        .hasMessageContaining("churn is -1");
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, 5, 0, 0.5))
        .hasMessageContaining("leave it 0, or choose ddim");
    assertThatThrownBy(() -> new SamplerSpec(Kind.DDIM, 5, 0, 2)).hasMessageContaining("eta is 2");
    assertThatThrownBy(() -> new SamplerSpec(Kind.DDIM, 5, 0, Double.NaN))
        .hasMessageContaining("eta is NaN");
  }
}
