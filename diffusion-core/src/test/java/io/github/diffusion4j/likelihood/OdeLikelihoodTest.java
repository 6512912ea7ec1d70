package io.github.diffusion4j.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.denoise.Denoiser;
import io.github.diffusion4j.likelihood.OdeLikelihood.Dequantisation;
import io.github.diffusion4j.likelihood.OdeLikelihood.Trace;
import io.github.diffusion4j.noise.ContinuousProcess;
import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Respacing;
import io.github.diffusion4j.noise.SubVariancePreserving;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.noise.VarianceExploding;
import io.github.diffusion4j.noise.VariancePreserving;
import io.github.diffusion4j.sample.DormandPrince;
import io.github.diffusion4j.sample.NoiseStreams;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OdeLikelihoodTest {
  private static final DormandPrince FINE = new DormandPrince(1e-7, 1e-7);
  private static final NormalData NORMAL = new NormalData(0.3, 0.5);

  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  private static OdeLikelihood exact(NoiseProcess process) {
    return new OdeLikelihood(process, FINE, Trace.EXACT, 1, Dequantisation.NONE);
  }

  private Tensor tensor(Shape shape, double... values) {
    return engine.tensor(values, shape, DataType.FLOAT64);
  }

  private static double nats(double bits) {
    return bits * Math.log(2);
  }

  @Test
  void isThatOfTheNormalDistribution() {
    LogNormalNoise process = new LogNormalNoise(-1.2, 1.2, 1e-5, 80);
    Tensor pictures = tensor(Shape.of(2, 1, 1, 1), 0.7, -1);
    OdeLikelihood.Result result = exact(process).evaluate(NORMAL, pictures, 0, 0);
    assertThat(nats(result.bitsPerDimension()[0]))
        .isCloseTo(0.5487914116, Offset.offset(1e-7))
        // Its prior knows nothing of the data.
        .isCloseTo(0.5457913526, Offset.offset(0.0031));
    double grown = (6400 + 0.25) / 0.25;
    double end = (0.3 - 1.3 * Math.sqrt(grown)) / 80;
    assertThat(nats(result.bitsPerDimension()[1]))
        .isCloseTo(0.5 * (Math.log(2 * Math.PI * 6400 / grown) + end * end), Offset.offset(1e-6));
    assertThat(result.standardErrors()).containsOnly(0);
  }

  static Stream<ContinuousProcess> processes() {
    return Stream.of(
        new VariancePreserving(), new SubVariancePreserving(), new VarianceExploding());
  }

  /** The same in the state and the time of each process, in small steps. */
  @ParameterizedTest
  @MethodSource("processes")
  void isTheSameInTheStateOfTheProcess(ContinuousProcess process) {
    double first = process.firstTime();
    double y = 0.7 * process.scale(process.sigma(first));
    double growth = 0;
    int steps = 20_000;
    for (int i = 0; i < steps; i++) {
      // Evenly spaced in the square root of time, where the flow is smooth at both ends.
      double from = time(first, i, steps);
      double to = time(first, i + 1, steps);
      double middle = (from + to) / 2;
      double half = y + (to - from) / 2 * slope(process, from, y);
      growth += (to - from) * divergence(process, middle);
      y += (to - from) * slope(process, middle, half);
    }
    double deviation =
        process.startDeviation(process.sigmaMax()) * process.scale(process.sigmaMax());
    double expected =
        0.5 * Math.log(2 * Math.PI * deviation * deviation)
            + 0.5 * y * y / (deviation * deviation)
            - growth
            - Math.log(process.scale(process.sigma(first)));
    OdeLikelihood.Result result =
        exact(process).evaluate(NORMAL, tensor(Shape.of(1, 1, 1, 1), 0.7), 0, 0);
    assertThat(nats(result.bitsPerDimension()[0])).isCloseTo(expected, Offset.offset(1e-5));
  }

  private static double time(double first, int step, int steps) {
    double root = Math.sqrt(first) + (1 - Math.sqrt(first)) * step / steps;
    return root * root;
  }

  private static double slope(ContinuousProcess process, double t, double y) {
    double scale = process.scale(process.sigma(t));
    return process.drift(t) * y + divergenceOfScore(process, t) * (y - 0.3 * scale);
  }

  private static double divergence(ContinuousProcess process, double t) {
    return process.drift(t) + divergenceOfScore(process, t);
  }

  /** Half g^2 over the variance of the state. */
  private static double divergenceOfScore(ContinuousProcess process, double t) {
    double sigma = process.sigma(t);
    double scale = process.scale(sigma);
    double g = process.diffusion(t);
    return g * g / (2 * scale * scale * (0.25 + sigma * sigma));
  }

  /** Normal data whose three pixels belong together. */
  private static final class Correlated implements Denoiser {
    private static final double[] MEANS = {0.1, -0.2, 0.4};
    private static final double[] VARIANCES = {0.5, 0.04, 0.2};
    private static final double[] AXIS = {2 / 3.0, -1 / 3.0, 2 / 3.0};

    /** Mirrors at a plane: the columns are the directions of the variances. */
    static double mirror(int i, int j) {
      return (i == j ? 1 : 0) - 2 * AXIS[i] * AXIS[j];
    }

    @Override
    public Tensor denoise(Tensor x, double[] sigmas) {
      int count = sigmas.length;
      double[] mirrors = new double[9];
      Arrays.setAll(mirrors, i -> mirror(i / 3, i % 3));
      double[] keep = new double[3 * count];
      Arrays.setAll(
          keep, i -> VARIANCES[i % 3] / (VARIANCES[i % 3] + sigmas[i / 3] * sigmas[i / 3]));
      Tensor mirror = x.engine().tensor(mirrors, Shape.of(3, 3), x.type());
      Tensor means = x.engine().tensor(MEANS, Shape.of(1, 3), x.type());
      return x.reshape(count, 3)
          .subtract(means)
          .matMul(mirror)
          .multiply(x.engine().tensor(keep, Shape.of(count, 3), x.type()))
          .matMul(mirror)
          .add(means)
          .reshape(x.shape().toArray());
    }

    static double nats(NoiseProcess process, double[] x) {
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        double along = 0;
        double mean = 0;
        for (int i = 0; i < 3; i++) {
          along += mirror(i, j) * (x[i] - MEANS[i]);
          mean += mirror(i, j) * MEANS[i];
        }
        double least = VARIANCES[j] + Math.pow(process.sigmaMin(), 2);
        double grown = (VARIANCES[j] + Math.pow(process.sigmaMax(), 2)) / least;
        double end = mean + along * Math.sqrt(grown);
        double deviation = process.startDeviation(process.sigmaMax());
        sum +=
            Math.log(deviation)
                + 0.5 * (Math.log(2 * Math.PI) + Math.pow(end / deviation, 2) - Math.log(grown));
      }
      return sum / 3;
    }
  }

  @Test
  void knowsWhatBelongsTogether() {
    LogNormalNoise process = new LogNormalNoise();
    double[] x = {0.3, -0.5, 0.9, -0.2, 0.1, 0.6};
    Tensor pictures = tensor(Shape.of(2, 1, 1, 3), x);
    OdeLikelihood.Result result = exact(process).evaluate(new Correlated(), pictures, 0, 0);
    for (int n = 0; n < 2; n++) {
      double expected = Correlated.nats(process, Arrays.copyOfRange(x, 3 * n, 3 * n + 3));
      assertThat(nats(result.bitsPerDimension()[n])).isCloseTo(expected, Offset.offset(1e-6));
    }
  }

  @Test
  void probesAgreeWithTheExactTrace() {
    LogNormalNoise process = new LogNormalNoise();
    Tensor pictures = tensor(Shape.of(1, 1, 1, 3), 0.3, -0.5, 0.9);
    double expected =
        exact(process).evaluate(new Correlated(), pictures, 0, 0).bitsPerDimension()[0];
    DormandPrince solver = new DormandPrince(1e-4, 1e-4);
    for (Trace trace : new Trace[] {Trace.RADEMACHER, Trace.GAUSSIAN}) {
      OdeLikelihood likelihood = new OdeLikelihood(process, solver, trace, 16, Dequantisation.NONE);
      OdeLikelihood.Result result = likelihood.evaluate(new Correlated(), pictures, 7, 0);
      double error = result.standardErrors()[0];
      assertThat(error).as(trace + ", seed 7").isBetween(0.01, 3.0);
      assertThat(result.bitsPerDimension()[0])
          .as(trace + ", seed 7, standard error " + error)
          .isCloseTo(expected, Offset.offset(3 * error));
      assertThat(result.estimator())
          .contains("16 " + trace.name().toLowerCase(Locale.ROOT) + " probes")
          .contains("offset 0");
    }
  }

  @Test
  void doesNotDependOnTheBatch() {
    Tensor pictures = tensor(Shape.of(3, 1, 1, 3), 0.2, 0.4, 0.6, -0.2, 1, -1, 0, 0.5, 0.2);
    OdeLikelihood likelihood = new OdeLikelihood(new LogNormalNoise(), 2);
    double[] together = likelihood.evaluate(new Correlated(), pictures, 3, 10).bitsPerDimension();
    double[] alone =
        likelihood.evaluate(new Correlated(), pictures.slice(0, 2, 3), 3, 12).bitsPerDimension();
    assertThat(alone[0]).isCloseTo(together[2], Offset.offset(1e-9));
  }

  @Test
  void leavesNoMemoryBehind() {
    Tensor pictures = tensor(Shape.of(1, 1, 1, 3), 0.2, 0.4, 0.6);
    OdeLikelihood likelihood = new OdeLikelihood(new LogNormalNoise(), 1);
    likelihood.evaluate(new Correlated(), pictures, 3, 0);
    long before = engine.memoryBytes();
    likelihood.evaluate(new Correlated(), pictures, 3, 0);
    assertThat(engine.memoryBytes()).isEqualTo(before);
  }

  /** Both ways to count the bits of pictures of 8 bits, and what the distribution says. */
  @Test
  void agreesWithTheVariationalBound() {
    NormalData data = new NormalData(0.1, 0.25);
    Tensor pictures = data.pictures(engine, Shape.of(16, 1, 32, 32), 3);
    NoiseSchedule linear = NoiseSchedule.linear(1000);
    NoiseSchedule schedule = linear.respaced(Respacing.sections(1000, 50));
    double bound =
        mean(
            new VariationalBound(schedule, Variance.LEARNED)
                .evaluate(new NormalChain(data, schedule), pictures, NoiseStreams.of(5, 0, 16))
                .bitsPerDimension());
    OdeLikelihood.Result result =
        new OdeLikelihood(new LogNormalNoise(), 1).evaluate(data, pictures, 5, 0);
    double likelihood = mean(result.bitsPerDimension());
    assertThat(likelihood).isCloseTo(data.bits(pictures), Offset.offset(0.01));
    // One noise a step for 16,384 pixels leaves a third of this to chance.
    assertThat(likelihood).isCloseTo(bound, Offset.offset(0.04));
    assertThat(result.standardErrors()).containsOnly(Double.NaN);
    assertThat(result.estimator()).contains("uniform dequantisation").contains("offset 7 bits");
  }

  private static double mean(double... values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void tellsWhatDoesNotFit() {
    assertThatThrownBy(() -> new OdeLikelihood(new LogNormalNoise(), 0))
        .hasMessageContaining("0 probes");
    assertThatThrownBy(
            () ->
                new OdeLikelihood(new LogNormalNoise(), FINE, Trace.EXACT, 2, Dequantisation.NONE))
        .hasMessageContaining("1 if it is exact");
  }
}
