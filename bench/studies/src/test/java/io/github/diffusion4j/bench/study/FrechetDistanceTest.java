package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Svd;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

  @Test
  void oneDimensionIsDifferenceOfMeansAndOfDeviations() {
    // (1 - 3)^2 + (2 - 3)^2
    assertThat(distance(moments(one(1), one(4)), moments(one(3), one(9))))
        .isCloseTo(5, within(1e-12));
  }

  @Test
  void independentFeaturesAddUp() {
    Moments a = moments(new double[] {0, 0, 0}, diagonal(1, 4, 9));
    Moments b = moments(new double[] {1, 2, 3}, diagonal(4, 4, 0.25));

    // 1 + 4 + 9 of the means, 1 + 0 + 6.25 of the deviations
    assertThat(distance(a, b)).isCloseTo(21.25, within(1e-12));
  }

  @Test
  void ofTwoByTwoMatricesThatDoNotCommuteTheRootIsKnown() {
    for (int seed = 1; seed <= 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "matrix", 0);
      double[] s = covariance(stream);
      double[] t = covariance(stream);
      // tr M^(1/2) = sqrt(tr M + 2 sqrt(det M)), of Cayley and Hamilton, with M = S T
      double trace = s[0] * t[0] + s[1] * t[2] + s[2] * t[1] + s[3] * t[3];
      double determinants = (s[0] * s[3] - s[1] * s[2]) * (t[0] * t[3] - t[1] * t[2]);
      double expected =
          s[0] + s[3] + t[0] + t[3] - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinants));

      assertThat(distance(moments(new double[2], s), moments(new double[2], t)))
          .as("seed %d", seed)
          .isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void fewerPicturesThanFeaturesAgreeWithTheNuclearNorm() {
    float[][] x = features(1, 12, 20, 1);
    float[][] y = features(2, 9, 20, 1.5);
    Moments a = Moments.of(x);
    Moments b = Moments.of(y);
    double[] product = new double[12 * 9];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 9; j++) {
        for (int k = 0; k < 20; k++) {
          product[i * 9 + j] +=
              (x[i][k] - a.mean()[k]) * (y[j][k] - b.mean()[k]) / Math.sqrt(11.0 * 8.0);
        }
      }
    }
    double expected = 0;
    for (int k = 0; k < 20; k++) {
      expected += Math.pow(a.mean()[k] - b.mean()[k], 2);
      expected += a.covariance()[k * 21] + b.covariance()[k * 21];
    }
    try (Scope scope = engine.inference()) {
      Svd svd = Svd.of(engine.tensor(product, Shape.of(12, 9), DataType.FLOAT64));
      expected -= 2 * Arrays.stream(svd.s().toDoubles()).sum();
    }

    // Eigenvalues that should be 0 are 1e-16 of the largest, and their roots 1e-8.
    assertThat(distance(a, b)).isCloseTo(expected, within(1e-5));
  }

  @Test
  void aSetIsAtNoDistanceFromItself() {
    Moments moments = Moments.of(features(3, 500, 64, 1));

    assertThat(distance(moments, moments)).isCloseTo(0, within(1e-9));
  }

  @Test
  void setsOfOneDistributionComeNearerTheMoreThereAre() {
    double few = distance(Moments.of(features(4, 100, 16, 1)), Moments.of(features(5, 100, 16, 1)));
    double many =
        distance(Moments.of(features(4, 2000, 16, 1)), Moments.of(features(5, 2000, 16, 1)));

    assertThat(many).isPositive().isLessThan(few / 10);
  }

  @Test
  void featuresOfDifferentWidthsAreRefused() {
    assertThatThrownBy(
            () -> distance(moments(one(0), one(1)), moments(new double[2], diagonal(1, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("features of 1 numbers cannot be compared with those of 2");
  }

  private static double distance(Moments a, Moments b) {
    return FrechetDistance.between(engine, a, b);
  }

  private static Moments moments(double[] mean, double[] covariance) {
    return new Moments(1000, mean, covariance);
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  private static double[] diagonal(double... values) {
    double[] matrix = new double[values.length * values.length];
    for (int i = 0; i < values.length; i++) {
      matrix[i * (values.length + 1)] = values[i];
    }
    return matrix;
  }

  private static double[] covariance(RandomStream stream) {
    double a = stream.nextGaussian();
    double b = stream.nextGaussian();
    double c = stream.nextGaussian();
    double d = stream.nextGaussian();
    return new double[] {a * a + b * b, a * c + b * d, a * c + b * d, c * c + d * d};
  }

  /** Gaussian features, those after the first mixed with the one before. */
  private static float[][] features(long seed, int count, int width, double deviation) {
    float[][] features = new float[count][width];
    for (int i = 0; i < count; i++) {
      RandomStream.of(seed, "features", i).nextGaussians(features[i], 0, width);
      for (int k = 1; k < width; k++) {
        features[i][k] = (float) (deviation * features[i][k] + 0.5 * features[i][k - 1]);
      }
    }
    return features;
  }
}
