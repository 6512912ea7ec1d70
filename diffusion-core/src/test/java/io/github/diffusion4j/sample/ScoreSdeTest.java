package io.github.diffusion4j.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.noise.ContinuousProcess;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.SigmaGrid;
import io.github.diffusion4j.noise.SubVariancePreserving;
import io.github.diffusion4j.noise.VarianceExploding;
import io.github.diffusion4j.noise.VariancePreserving;
import io.github.diffusion4j.sample.GaussianOracle.Moments;
import io.github.diffusion4j.sample.LangevinCorrector.Norm;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import io.github.diffusion4j.tensor.TorchRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samplers of score-based models, against their equations in the state of the process. */
class ScoreSdeTest {
  private static final double[] NOISE = {0.3, -1.2, 0.7, 1.9, -0.4, -0.8};
  private static final Offset<Double> ROUNDING = Offset.offset(1e-11);

  private final ReferenceEngine engine = new ReferenceEngine();

  static Stream<ContinuousProcess> processes() {
    return Stream.of(
        new VariancePreserving(), new SubVariancePreserving(), new VarianceExploding());
  }

  /** Evenly spaced times, and level 0. */
  private static double[] grid(ContinuousProcess process, int steps) {
    double first = process.firstTime();
    return IntStream.rangeClosed(0, steps)
        .mapToDouble(
            i -> i == steps ? 0 : process.sigma(1 - i * (1 - first) / Math.max(1, steps - 1)))
        .toArray();
  }

  /** Runs two pictures of three pixels, with given noise. */
  private double[] run(Sampler sampler, double[] sigmas, double[] start) {
    int[] drawn = {0};
    NoiseStreams noise =
        (where, shape, type) -> where.tensor(noise(drawn[0]++), Shape.of(2, 1, 1, 3), type);
    Tensor x = engine.tensor(start, Shape.of(2, 1, 1, 3), DataType.FLOAT64);
    return sampler
        .sample(GaussianOracle.DENOISER, sigmas, x, noise, SamplingObserver.none())
        .toDoubles();
  }

  private static double[] noise(int draw) {
    return Arrays.stream(NOISE).map(z -> z * (1 - 0.3 * draw)).toArray();
  }

  /** The score of normal data N(0.3, 0.25) in the state y of a process. */
  private static double score(NoiseProcess process, double y, double sigma) {
    double scale = process.scale(sigma);
    return (0.3 * scale - y) / (scale * scale * (0.25 + sigma * sigma));
  }

  private static double[] scaled(double[] x, double factor) {
    return Arrays.stream(x).map(value -> value * factor).toArray();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void reverseEquationIsThatOfTheProcess(ContinuousProcess process) {
    double[] times = {0.8, 0.6, 0.55, 0.3};
    double[] sigmas = Arrays.stream(times).map(process::sigma).toArray();
    double[] start = {1, 2, -3, 0.2, 5, -0.7};
    double[] y = scaled(start, process.scale(sigmas[0]));
    for (int i = 0; i < 3; i++) {
      double dt = times[i + 1] - times[i];
      double g = process.diffusion(times[i]);
      double[] z = noise(i);
      for (int k = 0; k < y.length; k++) {
        double drift = process.drift(times[i]) * y[k] - g * g * score(process, y[k], sigmas[i]);
        y[k] += drift * dt + g * Math.sqrt(-dt) * z[k];
      }
    }
    assertThat(run(new EulerMaruyama(process), sigmas, start))
        .containsExactly(scaled(y, 1 / process.scale(sigmas[3])), Offset.offset(1e-9));
  }

  @Test
  void reverseDiffusionIsThatOfTheLiterature() {
    NoiseSchedule schedule = NoiseSchedule.linear(1000);
    double[] start = {1, 2, -3, 0.2, 5, -0.7};
    double[] sigmas = {schedule.sigma(700), schedule.sigma(699), schedule.sigma(698)};
    for (boolean flow : new boolean[] {false, true}) {
      double half = flow ? 0.5 : 1;
      double[] preserving = scaled(start, schedule.scale(sigmas[0]));
      double[] exploding = start.clone();
      for (int i = 0; i < 2; i++) {
        double beta = schedule.beta(700 - i);
        double removed = sigmas[i] * sigmas[i] - sigmas[i + 1] * sigmas[i + 1];
        double[] z = scaled(noise(i), flow ? 0 : 1);
        for (int k = 0; k < 6; k++) {
          double y = preserving[k];
          double difference = Math.sqrt(1 - beta) * y - y;
          double pull = half * beta * score(schedule, y, sigmas[i]);
          preserving[k] = y - difference + pull + Math.sqrt(beta) * z[k];
          exploding[k] +=
              half * removed * score(new VarianceExploding(), exploding[k], sigmas[i])
                  + Math.sqrt(removed) * z[k];
        }
      }
      assertThat(run(new ReverseDiffusion(schedule, flow), sigmas, start))
          .as("preserving, flow " + flow)
          .containsExactly(scaled(preserving, 1 / schedule.scale(sigmas[2])), ROUNDING);
      assertThat(run(new ReverseDiffusion(new VarianceExploding(), flow), sigmas, start))
          .as("exploding, flow " + flow)
          .containsExactly(exploding, ROUNDING);
    }
  }

  @Test
  void correctorIsTheSameInAnyProcessesState() {
    NoiseProcess process = new VariancePreserving();
    double sigma = 3;
    double scale = process.scale(sigma);
    double[] start = {1, 2, -3, 0.2, 5, -0.7};
    double[] y = scaled(start, scale);
    double[] z = noise(0);
    for (int picture = 0; picture < 2; picture++) {
      double noises = 0;
      double scores = 0;
      for (int k = 3 * picture; k < 3 * picture + 3; k++) {
        noises += z[k] * z[k];
        scores += Math.pow(score(process, y[k], sigma), 2);
      }
      double epsilon = 2 * 0.16 * 0.16 * noises / scores;
      for (int k = 3 * picture; k < 3 * picture + 3; k++) {
        y[k] += epsilon * score(process, y[k], sigma) + Math.sqrt(2 * epsilon) * z[k];
      }
    }
    // Annealed dynamics keep the state between levels.
    assertThat(run(new LangevinCorrector(0.16, 1), new double[] {sigma, 2.9}, start))
        .containsExactly(scaled(y, 1 / scale), ROUNDING);
  }

  @Test
  void levelsAloneGiveTheAnnealedStep() {
    double sigma = 3;
    double[] start = {1, 2, -3, 0.2, 5, -0.7};
    double epsilon = 2 * Math.pow(0.16 * sigma, 2);
    double[] expected = new double[6];
    for (int k = 0; k < 6; k++) {
      double s = score(new VarianceExploding(), start[k], sigma);
      expected[k] = start[k] + epsilon * s + Math.sqrt(2 * epsilon) * noise(0)[k];
    }
    Sampler annealed = new LangevinCorrector(0.16, 1, Norm.ANNEALED);
    assertThat(run(annealed, new double[] {sigma, 2.9}, start)).containsExactly(expected, ROUNDING);
  }

  @Test
  void batchNormMakesPicturesDependOnEachOther() {
    double[] start = {1, 2, -3, 0.2, 5, -0.7};
    double[] other = {1, 2, -3, 40, 5, -0.7};
    double[] sigmas = {3, 2.9};
    for (Norm norm : Norm.values()) {
      Sampler sampler = new LangevinCorrector(0.16, 1, norm);
      double[] first = Arrays.copyOf(run(sampler, sigmas, start), 3);
      double[] second = Arrays.copyOf(run(sampler, sigmas, other), 3);
      if (norm == Norm.BATCH_MEAN) {
        assertThat(first).isNotEqualTo(second);
      } else {
        assertThat(first).containsExactly(second);
      }
    }
  }

  /**
   * The published loop of diffusers' test of its VE scheduler: three steps, the score {@code x
   * sigma / (sigma + 1)} at levels of a finer grid than that of the steps, PyTorch's noise.
   */
  @Test
  void predictorCorrectorEndsWhereThePublishedOneDoes() {
    double[] asked = new double[3];
    Arrays.setAll(asked, i -> 0.01 * Math.pow(134_800, 1 - i * (1 - 1e-5) / 1999));
    double[] sigmas = {1348, Math.sqrt(13.48), 0.01, 0};
    Denoiser denoiser =
        (x, levels) -> {
          int index = Arrays.stream(sigmas).boxed().toList().indexOf(levels[0]);
          return x.affine(1 + levels[0] * levels[0] * asked[index] / (asked[index] + 1), 0);
        };
    double[] start = new double[768];
    Arrays.setAll(start, i -> (4.0 * (i % 192) + i / 192) / 768);
    TorchRandom random = new TorchRandom(0);
    NoiseStreams noise =
        (where, shape, type) -> {
          float[] drawn = random.normals(shape.size());
          double[] values = new double[drawn.length];
          Arrays.setAll(values, i -> drawn[i]);
          return where.tensor(values, shape, type);
        };
    Sampler sampler =
        new PredictorCorrector(
            new ReverseDiffusion(new VarianceExploding()),
            new LangevinCorrector(0.15, 1, Norm.BATCH_MEAN));
    Tensor x = engine.tensor(start, Shape.of(4, 3, 8, 8), DataType.FLOAT64);
    double[] end = sampler.sample(denoiser, sigmas, x, noise, SamplingObserver.none()).toDoubles();
    assertThat(Arrays.stream(end).map(Math::abs).sum())
        .isCloseTo(14_372_756_660.0, Percentage.withPercentage(1e-5));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void stochasticOnesApproachTheData(ContinuousProcess process) {
    LangevinCorrector corrector = new LangevinCorrector(0.1, 1, Norm.ANNEALED);
    for (Sampler sampler :
        List.of(
            new EulerMaruyama(process),
            new ReverseDiffusion(process),
            new ReverseDiffusion(process, true),
            new PredictorCorrector(new ReverseDiffusion(process), corrector))) {
      Moments few = moments(sampler, process, 50);
      Moments many = moments(sampler, process, 300);
      String what = sampler + ": " + few + " " + many;
      assertThat(many.mean()).as(what).isCloseTo(0.3, Offset.offset(0.01));
      assertThat(many.deviation()).as(what).isCloseTo(0.5, Offset.offset(0.05));
      assertThat(Math.abs(many.deviation() - 0.5))
          .as(what)
          .isLessThan(0.6 * Math.abs(few.deviation() - 0.5));
    }
  }

  private static Moments moments(Sampler sampler, ContinuousProcess process, int steps) {
    double[] sigmas = grid(process, steps);
    return GaussianOracle.moments(sampler, sigmas, process.startDeviation(sigmas[0]), 2);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void endsWellWithFewSteps(ContinuousProcess process) {
    for (int steps = 1; steps <= 5; steps++) {
      for (Sampler sampler :
          List.of(
              new EulerMaruyama(process),
              new ReverseDiffusion(process),
              new ReverseDiffusion(process, true),
              new LangevinCorrector(0.16, 2),
              new PredictorCorrector(new Euler(), new LangevinCorrector(0.16, 1)))) {
        double[] end = run(sampler, grid(process, steps), NOISE);
        assertThat(Arrays.stream(end).allMatch(Double::isFinite))
            .as("%s in %s steps: %s", sampler, steps, Arrays.toString(end))
            .isTrue();
      }
    }
  }

  @Test
  void correctsWithoutAScore() {
    Denoiser content = (x, sigmas) -> x;
    Tensor x = engine.full(1, Shape.of(1, 1, 1, 1), DataType.FLOAT32);
    NoiseStreams noise = NoiseStreams.of(1, 0, 1);
    Sampler sampler = new LangevinCorrector(0.16, 1);
    double end =
        sampler
            .sample(content, SigmaGrid.karras(3, 1, 2, 7), x, noise, SamplingObserver.none())
            .item();
    assertThat(end).isFinite();
  }

  @Test
  void tellsWhatDoesNotFit() {
    assertThatThrownBy(() -> new LangevinCorrector(0, 1)).hasMessageContaining("snr is 0.0");
    assertThatThrownBy(() -> new LangevinCorrector(0.16, 0)).hasMessageContaining("0 steps");
  }
}
