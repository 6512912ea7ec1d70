package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.noise.VarianceExploding;
import io.github.diffusion4j.noise.VariancePreserving;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every sampler. */
class SamplerTest {
  private static final Shape PICTURE = Shape.of(1, 3, 2, 2);
  private static final double[] SIGMAS = SigmaGrid.karras(6, 0.002, 80, 7);

  private final ReferenceEngine engine = new ReferenceEngine();

  static Stream<Sampler> samplers() {
    return Stream.of(
        new Heun(),
        new Heun(10),
        new Euler(),
        new Ddim(0),
        new Ddim(0.7),
        new Ancestral(Variance.FIXED_SMALL),
        new Ancestral(Variance.FIXED_LARGE),
        new Heun(10, 0, 50, 1.003, 0.5),
        new EulerAncestral(1),
        new EulerAncestral(0.5, 1.1),
        new DpmSinglestep(2, Variable.NOISE),
        new DpmSinglestep(2, Variable.NOISE, 1, 1),
        new DpmSinglestep(2, Variable.PICTURE),
        new DpmSinglestep(2, Variable.PICTURE, 1, 1),
        new DpmSinglestep(3, Variable.NOISE),
        new DpmSinglestep(3, Variable.PICTURE),
        new DpmSde(1, 1),
        new DpmMultistep(1),
        new DpmMultistep(2),
        new DpmMultistep(3),
        new DpmMultistep(2, Variable.NOISE, 0),
        new DpmMultistep(3, Variable.NOISE, 0),
        new DpmMultistep(2, Variable.PICTURE, 1),
        new DpmMultistep(3, Variable.PICTURE, 0.5),
        new DpmMultistep(2, Variable.NOISE, 1),
        new DpmMultistep(2, Variable.PICTURE, Extrapolation.Slope.EXACT, 0, 1, false),
        new DpmAlternating(2, Variable.PICTURE, Extrapolation.Slope.MIDPOINT, 0, true),
        new DpmAlternating(3, Variable.NOISE, Extrapolation.Slope.EXACT, 0, false),
        new DpmAlternating(2, Variable.PICTURE, Extrapolation.Slope.MIDPOINT, 1, true),
        new DpmFast(16),
        new DpmAdaptive(2),
        new DpmAdaptive(3),
        new Lms(4),
        new Ipndm(4),
        new Pndm(NoiseSchedule.linear(1000), false),
        new Pndm(new LogNormalNoise(), false),
        new Pndm(new LogNormalNoise(), true),
        new UniPc(1),
        new UniPc(2),
        new UniPc(3),
        new UniPc(3, Variable.NOISE, UniPc.Scale.BH1, false),
        new Deis(2),
        new Deis(3),
        new Consistency(0.002, 1),
        new Tcd(0.3, new LogNormalNoise()),
        new Restart(new Heun(), 0.01, 1, 0),
        new EulerMaruyama(new VariancePreserving()),
        new ReverseDiffusion(new LogNormalNoise()),
        new ReverseDiffusion(NoiseSchedule.linear(1000), true),
        new LangevinCorrector(0.16, 2),
        new PredictorCorrector(
            new ReverseDiffusion(new VarianceExploding()), new LangevinCorrector(0.16, 1)),
        new RungeKutta(),
        new DormandPrince(1e-3, 1e-3));
  }

  private Tensor run(Sampler sampler, double[] sigmas, long seed, int first, int count) {
    NoiseStreams noise = NoiseStreams.of(seed, first, count);
    Tensor start = noise.next(engine, PICTURE.with(0, count), DataType.FLOAT32).multiply(80);
    return sampler.sample(GaussianOracle.DENOISER, sigmas, start, noise, SamplingObserver.none());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void makesTheSamePictureInAnyBatch(Sampler sampler) {
    float[] all = run(sampler, SIGMAS, 11, 0, 5).toFloats();
    int size = PICTURE.size();
    for (int k = 0; k < 5; k++) {
      assertThat(run(sampler, SIGMAS, 11, k, 1).toFloats())
          .as("picture %s alone", k)
          .containsExactly(Arrays.copyOfRange(all, k * size, (k + 1) * size));
    }
    assertThat(run(sampler, SIGMAS, 11, 2, 3).toFloats())
        .containsExactly(Arrays.copyOfRange(all, 2 * size, 5 * size));
    assertThat(run(sampler, SIGMAS, 12, 0, 5).toFloats()).isNotEqualTo(all);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void leavesNothingBehindButTheResult(Sampler sampler) {
    Tensor start = engine.full(80, PICTURE, DataType.FLOAT32);
    NoiseStreams noise = NoiseStreams.of(1, 0, 1);
    long before = engine.memoryBytes();
    Tensor result =
        sampler.sample(GaussianOracle.DENOISER, SIGMAS, start, noise, SamplingObserver.none());
    assertThat(engine.memoryBytes() - before).isEqualTo(4L * PICTURE.size());
    assertThat(result.shape()).isEqualTo(PICTURE);
    assertThat(result.type()).isEqualTo(DataType.FLOAT32);
    assertThat(start.toFloats()).containsOnly(80);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void showsEachStep(Sampler sampler) {
    Tensor start = engine.full(80, PICTURE, DataType.FLOAT32);
    List<Double> levels = new ArrayList<>();
    SamplingObserver observer =
        step -> {
          assertThat(step.index()).isEqualTo(levels.size());
          assertThat(step.steps()).isEqualTo(6);
          assertThat(step.denoised().toFloats()).hasSize(PICTURE.size());
          if (step.index() == 0) {
            assertThat(step.x().toFloats()).containsOnly(80);
          }
          levels.add(step.sigma());
        };
    sampler.sample(GaussianOracle.DENOISER, SIGMAS, start, NoiseStreams.of(1, 0, 1), observer);
    double[] seen = levels.stream().mapToDouble(level -> level).toArray();
    assertThat(seen).containsExactly(Arrays.copyOf(SIGMAS, 6));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void endsAtWhatAPerfectDenoiserKnows(Sampler sampler) {
    Denoiser knows = (x, sigmas) -> x.affine(0, 0.4);
    Tensor start = engine.full(80, PICTURE, DataType.FLOAT64);
    Tensor result =
        sampler.sample(knows, SIGMAS, start, NoiseStreams.of(1, 0, 1), SamplingObserver.none());
    double[] expected = new double[PICTURE.size()];
    Arrays.fill(expected, 0.4);
    assertThat(result.toDoubles()).containsExactly(expected, Offset.offset(1e-12));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void canStopBeforeTheEnd(Sampler sampler) {
    float[] halfWay = run(sampler, Arrays.copyOf(SIGMAS, 4), 3, 0, 1).toFloats();
    assertThat(halfWay).doesNotContain(Float.NaN);
    assertThat(halfWay).isNotEqualTo(run(sampler, SIGMAS, 3, 0, 1).toFloats());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void isFiniteWithFewSteps(Sampler sampler) {
    for (int steps = 1; steps <= 5; steps++) {
      float[] result = run(sampler, SigmaGrid.karras(steps, 0.002, 80, 7), 7, 0, 1).toFloats();
      for (float value : result) {
        assertThat(value).as("%s in %s steps", sampler, steps).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void refusesLevelsThatDoNotDecrease(Sampler sampler) {
    for (double[] sigmas :
        new double[][] {
          {},
          {1},
          {1, 1, 0},
          {1, 2, 0},
          {1, -1},
          {Double.NaN, 0},
          {2, Double.NaN, 0},
          {Double.POSITIVE_INFINITY, 0}
        }) {
      assertThatThrownBy(() -> run(sampler, sigmas, 1, 0, 1))
          .as(Arrays.toString(sigmas))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("strictly decrease");
    }
  }

  @Test
  void clipsEstimatesWhenAsked() {
    Denoiser wild = (x, sigmas) -> x.affine(0, 5);
    for (Sampler sampler : List.of(new Ddim(0), new Ancestral(Variance.FIXED_LARGE))) {
      Tensor start = engine.full(80, PICTURE, DataType.FLOAT32);
      NoiseStreams noise = NoiseStreams.of(1, 0, 1);
      assertThat(sampler.sample(wild, SIGMAS, start, noise, SamplingObserver.none()).toFloats())
          .containsOnly(1);
    }
    assertThat(GaussianOracle.sample(new Ddim(0, false), new double[] {80, 0}, 80_000))
        .isGreaterThan(1);
  }

  @Test
  void refusesAnImpossibleEta() {
    for (double eta : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new Ddim(eta)).hasMessageContaining("eta is " + eta);
    }
  }
}
