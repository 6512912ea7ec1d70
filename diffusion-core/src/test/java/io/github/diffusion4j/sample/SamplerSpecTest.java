package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.denoise.Estimate;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.noise.VariancePreserving;
import io.github.diffusion4j.sample.SamplerSpec.Kind;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SamplerSpecTest {
  private static final NoiseSchedule COSINE = NoiseSchedule.cosine(1000);
  private static final NoiseProcess DDPM = COSINE;

  @Test
  void buildsWhatItNames() {
    assertThat(new SamplerSpec(Kind.HEUN, 18, 40, 0.0).build(DDPM)).isEqualTo(new Heun(40));
    assertThat(new SamplerSpec(Kind.EULER, 18).build(DDPM)).isEqualTo(new Euler());
    assertThat(new SamplerSpec(Kind.DDIM, 50, 0, 0.5).build(DDPM)).isEqualTo(new Ddim(0.5, true));
    assertThat(new SamplerSpec(Kind.ANCESTRAL, 250).build(DDPM))
        .isEqualTo(new Ancestral(Variance.FIXED_SMALL, true));
    assertThat(new SamplerSpec(Kind.EULER_ANCESTRAL, 18).build(DDPM))
        .isEqualTo(new EulerAncestral(1));
    assertThat(new SamplerSpec(Kind.DPMPP_2M, 18).build(DDPM)).isEqualTo(new DpmMultistep(2));
    assertThat(new SamplerSpec(Kind.PNDM, 18).build(DDPM)).isEqualTo(new Pndm(DDPM, false));
    assertThat(new SamplerSpec(Kind.CONSISTENCY, 2).build(DDPM))
        .isEqualTo(new Consistency(DDPM.sigmaMin(), 1));
  }

  @Test
  void passesOnWhatIsChosen() {
    assertThat(
            new SamplerSpec(Kind.MIDPOINT, 18, GridKind.AUTO, null, null, 40, 0.05, 50.0, 1.003)
                .build(DDPM))
        .isEqualTo(new Heun(40, 0.05, 50, 1.003, 0.5));
    assertThat(chosen(Kind.LMS, GridKind.AUTO, 2, null).build(DDPM)).isEqualTo(new Lms(2));
    assertThat(chosen(Kind.UNIPC, GridKind.AUTO, 3, null).build(DDPM)).isEqualTo(new UniPc(3));
    assertThat(chosen(Kind.TCD, GridKind.AUTO, null, 0.5).build(DDPM))
        .isEqualTo(new Tcd(0.5, DDPM));
    assertThat(chosen(Kind.EULER, GridKind.EXPONENTIAL, null, null).grid(DDPM))
        .containsExactly(SigmaGrid.exponential(9, DDPM.sigmaMin(), DDPM.sigmaMax()));
    assertThat(chosen(Kind.DPMPP_2M, GridKind.LINSPACE, null, null).grid(DDPM))
        .containsExactly(SigmaGrid.linspace(COSINE, 9));
    assertThat(chosen(Kind.HEUN, GridKind.INTERPOLATED, null, null).grid(DDPM))
        .containsExactly(SigmaGrid.interpolated(COSINE, 9));
  }

  @Test
  void restartsAroundHeun() {
    assertThat(new SamplerSpec(Kind.RESTART, 18).build(DDPM))
        .isEqualTo(new Restart(new Heun(), 0.05, 0.3, 2));
    assertThat(restart(Kind.RESTART, 4, 0.1, 2.0).build(DDPM))
        .isEqualTo(new Restart(new Heun(), 0.1, 2, 4));
    assertThatThrownBy(() -> restart(Kind.HEUN, 4, null, null))
        .hasMessage("restarts is 4, but heun never goes back up; leave it null, or choose restart");
    assertThatThrownBy(() -> restart(Kind.EULER, null, 0.1, null))
        .hasMessageContaining("restart-min is 0.1, but euler never goes back up");
    assertThatThrownBy(() -> restart(Kind.EULER, null, null, 0.1))
        .hasMessageContaining("restart-max is 0.1, but euler never goes back up");
    assertThatThrownBy(() -> restart(Kind.RESTART, 1001, null, null))
        .hasMessageContaining("restarts are 1001; there are 0 to 1000");
    assertThatThrownBy(() -> restart(Kind.RESTART, null, 0.3, null))
        .hasMessageContaining("from sigma 0.3 up to 0.3");
  }

  private static SamplerSpec restart(Kind kind, Integer times, Double from, Double to) {
    return new SamplerSpec(kind, 18, GridKind.AUTO, null, null, 0, 0, null, 1, times, from, to);
  }

  private static SamplerSpec chosen(Kind kind, GridKind grid, Integer order, Double eta) {
    return new SamplerSpec(kind, 9, grid, order, eta, 0, 0, null, 1);
  }

  @ParameterizedTest
  @EnumSource(GridKind.class)
  void everyGridSuitsAScheduleOrATime(GridKind kind) {
    boolean continuous = kind == GridKind.EVEN_TIMES || kind == GridKind.QUADRATIC_TIMES;
    NoiseProcess suited = continuous ? new VariancePreserving() : DDPM;
    double[] sigmas = chosen(Kind.EULER, kind, null, null).grid(suited);
    assertThat(sigmas).hasSize(10).endsWith(0);
    for (int i = 1; i < sigmas.length; i++) {
      assertThat(sigmas[i]).isLessThan(sigmas[i - 1]);
    }
  }

  @Test
  void refusesGridsThatDoNotSuit() {
    NoiseProcess edm = Formulation.EDM.preconditioning().process();
    assertThatThrownBy(() -> chosen(Kind.EULER, GridKind.TRAILING, null, null).grid(edm))
        .hasMessage(
            "grid is trailing, but the model's noise process has no steps; choose auto or karras");
    assertThatThrownBy(() -> chosen(Kind.EULER, GridKind.EVEN_TIMES, null, null).grid(DDPM))
        .hasMessageContaining("grid is even-times, but");
    NoiseSchedule zero = NoiseSchedule.linear(1000).zeroTerminalSnr();
    assertThatThrownBy(() -> chosen(Kind.DDIM, GridKind.LEADING, null, null).grid(zero))
        .hasMessageContaining("grid is leading, but zero-terminal-snr")
        .hasMessageContaining("choose auto or trailing");
    assertThat(chosen(Kind.DDIM, GridKind.TRAILING, null, null).grid(zero)[0])
        .isEqualTo(zero.sigma(999));
    assertThatThrownBy(() -> chosen(Kind.DPM_FAST, GridKind.KARRAS, null, null))
        .hasMessageContaining("dpm-fast chooses its levels");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"DPM_FAST", "DPM_ADAPTIVE"})
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

  /** Says a variance too, half-way between the fixed ones. */
  private static final Denoiser WITH_VARIANCE =
      new Denoiser() {
        @Override
        public Tensor denoise(Tensor x, double[] sigmas) {
          return GaussianOracle.DENOISER.denoise(x, sigmas);
        }

        @Override
        public Estimate estimate(Tensor x, double[] sigmas) {
          return new Estimate(denoise(x, sigmas), x.affine(0, 0.5));
        }
      };

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
                  WITH_VARIANCE,
                  formulation.preconditioning().process(),
                  engine,
                  shape,
                  NoiseStreams.of(3, 0, 2),
                  SamplingObserver.none())
              .toFloats();
      assertThat(pictures).hasSize(32);
      for (float value : pictures) {
        assertThat(value).as("%s %s", kind, formulation).isBetween(-4f, 4f);
      }
    }
  }

  @Test
  void isFoundByName() {
    for (Kind kind : Kind.values()) {
      assertThat(Kind.named(kind.label())).isSameAs(kind);
    }
    assertThatThrownBy(() -> Kind.named("ddpm"))
        .hasMessageStartingWith("unknown sampler 'ddpm'; there are heun, midpoint, euler, ");
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, 0)).hasMessageContaining("steps are 0");
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, Integer.MAX_VALUE))
        .hasMessageContaining("choose 1 to 100000");
    assertThatThrownBy(() -> new SamplerSpec(Kind.EULER, 5, 3, 0.0))
        .hasMessage(
            "churn is 3.0, but euler does not churn; leave it 0, or choose one of heun, midpoint");
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, 5, -1, 0.0))
        .hasMessageContaining("churn is -1");
    assertThatThrownBy(() -> new SamplerSpec(Kind.HEUN, 5, 0, 0.5))
        .hasMessageContaining("eta is 0.5, but heun has none; leave it null, or choose one of")
        .hasMessageContaining("ddim");
    assertThatThrownBy(() -> new SamplerSpec(Kind.DDIM, 5, 0, 2.0))
        .hasMessageContaining("eta is 2");
    assertThatThrownBy(() -> new SamplerSpec(Kind.DDIM, 5, 0, Double.NaN))
        .hasMessageContaining("eta is NaN");
    assertThatThrownBy(() -> chosen(Kind.DPMPP_2M, GridKind.AUTO, 3, null))
        .hasMessageContaining("order is 3, but dpmpp-2m has none")
        .hasMessageContaining("dpm-adaptive, unipc, deis, lms, ipndm");
    assertThatThrownBy(() -> chosen(Kind.UNIPC, GridKind.AUTO, 4, null))
        .hasMessageContaining("order is 4; it is 1, 2 or 3");
    assertThatThrownBy(
            () -> new SamplerSpec(Kind.HEUN, 5, GridKind.AUTO, null, null, 0, 1, null, 1))
        .hasMessageContaining("but churn is 0");
    assertThatThrownBy(
            () -> new SamplerSpec(Kind.EULER, 5, GridKind.AUTO, null, null, 0, 0, null, 1.1))
        .hasMessageContaining("noise-scale is 1.1, but euler adds none");
  }

  @Test
  void dpmFastAndAdaptiveChooseTheirLevels() {
    NoiseProcess edm = Formulation.EDM.preconditioning().process();
    double[] fast = new SamplerSpec(Kind.DPM_FAST, 15).grid(edm);
    assertThat(fast).hasSize(7).startsWith(80).endsWith(0.002);
    assertThat(fast[1] / fast[0]).isCloseTo(fast[6] / fast[5], within(1e-12));
    assertThat(new SamplerSpec(Kind.DPM_ADAPTIVE, 1).grid(edm)).containsExactly(80, 0.002, 0);
  }

  @Test
  void dpmFastCallsAsOftenAsAsked() {
    NoiseProcess edm = Formulation.EDM.preconditioning().process();
    ReferenceEngine engine = new ReferenceEngine();
    for (int calls = 1; calls <= 12; calls++) {
      int[] counted = {0};
      new SamplerSpec(Kind.DPM_FAST, calls)
          .sample(
              (x, sigmas) -> {
                counted[0]++;
                return GaussianOracle.DENOISER.denoise(x, sigmas);
              },
              edm,
              engine,
              Shape.of(1, 1, 1, 1),
              NoiseStreams.of(1, 0, 1),
              SamplingObserver.none());
      assertThat(counted[0]).isEqualTo(calls);
    }
  }
}
