package io.github.diffusion4j.eval.quality;

import static io.github.diffusion4j.eval.feature.RandomFeatures.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import io.github.diffusion4j.eval.statistics.Permutations;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrechetDistanceTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  /** A covariance {@code H diag(v) H} by a reflection H, so that both share eigenvectors. */
  private static double[] covariance(double[] normal, double[] variances) {
    int d = variances.length;
    double[] covariance = new double[d * d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < d; k++) {
          covariance[i * d + j] += reflected(normal, i, k) * variances[k] * reflected(normal, j, k);
        }
      }
    }
    return covariance;
  }

  private static double reflected(double[] normal, int i, int k) {
    double length = Arrays.stream(normal).map(x -> x * x).sum();
    return (i == k ? 1 : 0) - 2 * normal[i] * normal[k] / length;
  }

  @Test
  void isTheClosedFormOfGaussiansWithCommonAxes() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream random = RandomStream.of(seed, "test.frechet", 0);
      int d = 1 + random.nextInt(60);
      double[] normal = draw(d, random);
      double[] meanA = draw(d, random);
      double[] meanB = draw(d, random);
      double[] a = Arrays.stream(draw(d, random)).map(x -> x * x).toArray();
      double[] b = Arrays.stream(draw(d, random)).map(x -> x * x).toArray();
      double expected = 0;
      for (int i = 0; i < d; i++) {
        expected += Math.pow(meanA[i] - meanB[i], 2);
        expected += Math.pow(Math.sqrt(a[i]) - Math.sqrt(b[i]), 2);
      }
      GaussianStatistics left = new GaussianStatistics(RAW, 0, meanA, covariance(normal, a));
      GaussianStatistics right = new GaussianStatistics(RAW, 0, meanB, covariance(normal, b));
      assertThat(FrechetDistance.between(left, right, engine))
          .as("seed %d, %d dimensions", seed, d)
          .isCloseTo(expected, within(1e-7 * (1 + expected)));
      assertThat(FrechetDistance.between(right, left, engine))
          .isCloseTo(expected, within(1e-7 * (1 + expected)));
      assertThat(FrechetDistance.between(left, left, engine)).isCloseTo(0, within(1e-6 * d));
    }
  }

  @Test
  void ofTwoByTwoMatricesThatDoNotCommuteTheRootIsKnown() {
    for (int seed = 1; seed <= 20; seed++) {
      RandomStream random = RandomStream.of(seed, "test.matrix", 0);
      double[] s = product(draw(4, random));
      double[] t = product(draw(4, random));
      // tr M^(1/2) = sqrt(tr M + 2 sqrt(det M)), of Cayley and Hamilton, with M = S T
      double trace = s[0] * t[0] + s[1] * t[2] + s[2] * t[1] + s[3] * t[3];
      double determinants = (s[0] * s[3] - s[1] * s[2]) * (t[0] * t[3] - t[1] * t[2]);
      double expected =
          s[0] + s[3] + t[0] + t[3] - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinants));
      assertThat(
              FrechetDistance.between(
                  new GaussianStatistics(RAW, 0, new double[2], s),
                  new GaussianStatistics(RAW, 0, new double[2], t),
                  engine))
          .as("seed %d", seed)
          .isCloseTo(expected, within(1e-9));
    }
  }

  /** A 2x2 matrix times its transpose. */
  private static double[] product(double[] m) {
    double off = m[0] * m[2] + m[1] * m[3];
    return new double[] {m[0] * m[0] + m[1] * m[1], off, off, m[2] * m[2] + m[3] * m[3]};
  }

  private static double[] draw(int d, RandomStream random) {
    double[] values = new double[d];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  @Test
  void fewRowsOfManyFeaturesGiveTheSameByBothForms() {
    for (int seed = 0; seed < 5; seed++) {
      Features x = RandomFeatures.of(seed, "x", 12 + seed, 40, 0, 1);
      Features y = RandomFeatures.of(seed, "y", 20, 40, 0.3, 1.5);
      double whole =
          FrechetDistance.between(
              GaussianStatistics.of(x, engine), GaussianStatistics.of(y, engine), engine);
      assertThat(FrechetDistance.gram(x, y, engine))
          .as("seed %d", seed)
          .isCloseTo(whole, within(1e-5));
      assertThat(FrechetDistance.gram(x, x, engine)).isCloseTo(0, within(1e-10));
    }
  }

  @Test
  void theOrderOfRowsDoesNotMatter() {
    Features x = RandomFeatures.of(3, "x", 50, 6);
    Features y = RandomFeatures.of(3, "y", 60, 6, 1, 2);
    int[] order = Permutations.of(50, RandomStream.of(3, "test.order", 0));
    assertThat(FrechetDistance.ofSamples(x.select(order), y, engine))
        .isCloseTo(FrechetDistance.ofSamples(x, y, engine), within(1e-10));
  }

  @Test
  void whatCannotBeComparedEndsInASentence() {
    GaussianStatistics raw = new GaussianStatistics(RAW, 9, new double[] {0}, new double[] {1});
    GaussianStatistics other =
        new GaussianStatistics(
            DescriptorIdentity.of("other", ""), 9, new double[] {0}, new double[] {1});
    assertThatThrownBy(() -> FrechetDistance.between(raw, other, engine))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("features of raw cannot be compared with features of other");
    GaussianStatistics negative =
        new GaussianStatistics(RAW, 9, new double[2], new double[] {1, 0, 0, -1});
    assertThatThrownBy(() -> FrechetDistance.between(negative, negative, engine))
        .hasMessageContaining("variance of -1");
    assertThatThrownBy(() -> GaussianStatistics.of(RandomFeatures.of(1, "x", 1, 3), engine))
        .hasMessageContaining("a covariance needs at least 2 pictures");
    assertThatThrownBy(
            () -> new GaussianStatistics(RAW, 9, new double[] {0}, new double[] {Double.NaN}))
        .hasMessageContaining("NaN");
  }

  @Test
  void theLineOverSizesMeetsItsIntercept() {
    FrechetInfinity line =
        FrechetInfinity.fit(new int[] {10, 20, 40}, new double[] {3.5, 3.25, 3.125});
    assertThat(line.distance()).isCloseTo(3, within(1e-12));
    assertThat(line.line().slope()).isCloseTo(5, within(1e-11));
    assertThatThrownBy(() -> FrechetInfinity.fit(new int[] {5, 5}, new double[] {1, 2}))
        .hasMessageContaining("2 different sizes");
    Features generated = RandomFeatures.of(1, "generated", 2000, 8);
    GaussianStatistics reference =
        GaussianStatistics.of(RandomFeatures.of(1, "reference", 20000, 8), engine);
    FrechetInfinity limit = FrechetInfinity.of(generated, reference, 1, engine);
    assertThat(limit.sizes()).hasSize(15).endsWith(2000).startsWith(200);
    assertThat(Math.abs(limit.distance()))
        .isLessThan(
            FrechetDistance.between(GaussianStatistics.of(generated, engine), reference, engine));
  }

  @Test
  void statisticsComeBackFromTheirFile(@TempDir Path folder) throws Exception {
    DescriptorIdentity descriptor = new DescriptorIdentity("größe", "ab12", "32x32 bicubic");
    Features features = Features.of(descriptor, new double[][] {{1, 2}, {3, 5}, {0.1, Math.PI}});
    GaussianStatistics statistics = GaussianStatistics.of(features, engine);
    Path file = folder.resolve("statistics.npz");
    StatisticsFile.write(file, statistics);
    GaussianStatistics back = StatisticsFile.read(file);
    assertThat(back.descriptor()).isEqualTo(descriptor);
    assertThat(back.count()).isEqualTo(3);
    assertThat(back.mean()).containsExactly(statistics.mean());
    assertThat(back.covariance()).containsExactly(statistics.covariance());
    assertThatThrownBy(() -> StatisticsFile.read(file, RAW))
        .hasMessageContaining("cannot be compared");
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length - 600; length += 37) {
      Path cut = folder.resolve("cut.npz");
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> StatisticsFile.read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(EvaluationException.class);
    }
  }
}
