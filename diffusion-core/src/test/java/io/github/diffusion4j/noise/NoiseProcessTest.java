package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every process, and what each is by its formula. */
class NoiseProcessTest {
  static Stream<NoiseProcess> processes() {
    return Stream.of(
        NoiseSchedule.linear(1000),
        NoiseSchedule.cosine(1000),
        new LogNormalNoise(),
        new VariancePreserving(),
        new SubVariancePreserving(),
        new VarianceExploding());
  }

  static Stream<ContinuousProcess> continuous() {
    return processes()
        .filter(ContinuousProcess.class::isInstance)
        .map(ContinuousProcess.class::cast);
  }

  /** The growth is one over the density that levels are drawn from: its integral counts them. */
  @ParameterizedTest
  @MethodSource("processes")
  void growsAsItDraws(NoiseProcess process) {
    int count = 20_000;
    RandomStream stream = RandomStream.of(3, "test", 0);
    double[] drawn = IntStream.range(0, count).mapToDouble(i -> process.draw(stream)).toArray();
    Arrays.sort(drawn);
    double low = drawn[count / 10];
    double high = drawn[9 * count / 10];
    int parts = 20_000;
    double width = Math.log(high / low) / parts;
    double share = 0;
    for (int i = 0; i < parts; i++) {
      double sigma = low * Math.exp((i + 0.5) * width);
      share += sigma * width / process.growth(sigma);
    }
    assertThat(share).as("%s", process).isCloseTo(0.8, Offset.offset(0.015));
  }

  /** The levels that share u of all lie below grow with u as the density says. */
  @ParameterizedTest
  @MethodSource("processes")
  void knowsItsQuantiles(NoiseProcess process) {
    int count = 20_000;
    RandomStream stream = RandomStream.of(4, "test", 0);
    double[] drawn = IntStream.range(0, count).mapToDouble(i -> process.draw(stream)).toArray();
    for (double share : new double[] {0.02, 0.3, 0.5, 0.9, 0.99}) {
      double level = process.quantile(share);
      double below = Arrays.stream(drawn).filter(sigma -> sigma < level).count();
      assertThat(below / count)
          .as("%s at %s", process, share)
          .isCloseTo(share, Offset.offset(0.015));
      assertThat(process.quantile(share + 0.005)).isGreaterThan(level);
    }
    assertThat(process.quantile(0)).isPositive();
    assertThat(process.quantile(Math.nextDown(1.0))).isFinite();
  }

  @Test
  void knowsTheNormalQuantiles() {
    assertThat(Gaussians.quantile(0.975)).isCloseTo(1.959963984540054, Offset.offset(1e-12));
    assertThat(Gaussians.quantile(0.001)).isCloseTo(-3.090232306167813, Offset.offset(1e-11));
    assertThat(Gaussians.quantile(0.5)).isZero();
    assertThat(Gaussians.quantile(0)).isCloseTo(-7.034, Offset.offset(1e-2));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void goesThereAndBack(ContinuousProcess process) {
    for (double t : new double[] {1e-5, 1e-3, 0.1, 0.37, 0.8, 1}) {
      double sigma = process.sigma(t);
      assertThat(process.time(sigma)).isCloseTo(t, Offset.offset(1e-9));
      double step = 1e-5 * t;
      double rate = (process.sigma(t + step) - process.sigma(t - step)) / (2 * step);
      assertThat(process.sigmaRate(t))
          .as("rate at %s", t)
          .isCloseTo(rate, Percentage.withPercentage(1e-3));
    }
  }

  /**
   * The mean of {@code dx = f x dt + g dw} changes as {@code m' = f m}, its variance as {@code v' =
   * 2 f v + g^2}: scale and sigma must solve both.
   */
  @ParameterizedTest
  @MethodSource("continuous")
  void solvesItsEquation(ContinuousProcess process) {
    double step = 1e-5;
    for (double t : new double[] {0.01, 0.2, 0.5, 0.9}) {
      double meanRate = (mean(process, t + step) - mean(process, t - step)) / (2 * step);
      double varianceRate =
          (variance(process, t + step) - variance(process, t - step)) / (2 * step);
      double noise = process.diffusion(t) * process.diffusion(t);
      assertThat(meanRate).isCloseTo(process.drift(t) * mean(process, t), Offset.offset(1e-6));
      assertThat(varianceRate)
          .as("variance at %s", t)
          .isCloseTo(2 * process.drift(t) * variance(process, t) + noise, Offset.offset(1e-3));
    }
  }

  private static double mean(ContinuousProcess process, double t) {
    return process.scale(process.sigma(t));
  }

  private static double variance(ContinuousProcess process, double t) {
    double deviation = process.sigma(t) * mean(process, t);
    return deviation * deviation;
  }

  @ParameterizedTest
  @MethodSource("processes")
  void hasARangeForFreeLevels(NoiseProcess process) {
    assertThat(process.sigmaMin()).isPositive().isLessThan(process.sigmaMax());
    double end = process.sigmaMax();
    assertThat(process.startDeviation(end)).isBetween(end, end + 1);
  }

  @Test
  void drawsEachStepAlike() {
    NoiseSchedule few = NoiseSchedule.cosine(8);
    RandomStream stream = RandomStream.of(1, "test", 0);
    Set<Double> drawn =
        IntStream.range(0, 500)
            .mapToObj(i -> few.condition(few.draw(stream)))
            .collect(Collectors.toSet());
    assertThat(drawn).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
  }

  @Test
  void drawsLogNormalLevels() {
    RandomStream stream = RandomStream.of(1, "test", 0);
    int count = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double logged = Math.log(new LogNormalNoise().draw(stream));
      sum += logged;
      squares += logged * logged;
    }
    double mean = sum / count;
    assertThat(mean).isCloseTo(-1.2, Offset.offset(0.03));
    assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(1.2, Offset.offset(0.03));
  }

  @Test
  void keepsFreeLevelsWithinTheSchedule() {
    NoiseSchedule linear = NoiseSchedule.linear(1000);
    assertThat(linear.sigmaMin()).isEqualTo(linear.sigma(0));
    assertThat(linear.sigmaMax()).isEqualTo(80);
    NoiseSchedule mild = NoiseSchedule.of(1e-9, 0.5);
    assertThat(mild.sigmaMin()).isEqualTo(0.002);
    assertThat(mild.sigmaMax()).isCloseTo(1, Offset.offset(1e-6));
  }

  @Test
  void refusesImpossibleNumbers() {
    assertThatThrownBy(() -> new LogNormalNoise(Double.NaN, 1.2, 0.002, 80))
        .hasMessageContaining("logMean is NaN");
    assertThatThrownBy(() -> new LogNormalNoise(-1.2, -1, 0.002, 80))
        .hasMessageContaining("logDeviation is -1");
    assertThatThrownBy(() -> new LogNormalNoise(-1.2, 1.2, 80, 0.002))
        .hasMessageContaining("make sigmaMax the larger");
    assertThatThrownBy(() -> new VariancePreserving(20, 0.1, 0.001))
        .hasMessageContaining("beta goes from 20.0 to 0.1");
    assertThatThrownBy(() -> new SubVariancePreserving(0.1, 20, 1))
        .hasMessageContaining("firstTime is 1.0");
    assertThatThrownBy(() -> new VarianceExploding(50, 0.01, 0))
        .hasMessageContaining("make sigmaMax the larger");
  }
}
