package io.github.diffusion4j.noise;

import static io.github.diffusion4j.noise.ReferenceTables.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightingTest {
  private static final NoiseSchedule LINEAR = NoiseSchedule.linear(1000);

  @ParameterizedTest
  @EnumSource
  void weighsTheNetworksErrorAlikeAtAllLevels(Prediction prediction) {
    Preconditioning preconditioning = new Preconditioning(LINEAR, prediction);
    for (double sigma = 1e-2; sigma < 1e2; sigma *= 1.7) {
      double weight = Weighting.SIMPLE.weight(preconditioning, sigma, 1);
      assertThat(weight * Math.pow(preconditioning.output(sigma), 2))
          .as("sigma %s", sigma)
          .isCloseTo(1, Offset.offset(1e-12));
    }
  }

  @Test
  void weighsTheVelocityByTheRatioPlusOne() {
    assertMinSnr(0, Prediction.V, 5.0 / 10_000);
    assertMinSnr(100, Prediction.EPSILON, 0.585708507842);
    assertMinSnr(999, Prediction.X0, 4.03599265117e-05);
  }

  /** The published weights are on the error of what is predicted; ours are on the picture's. */
  private static void assertMinSnr(int t, Prediction prediction, double expected) {
    Preconditioning preconditioning = new Preconditioning(LINEAR, prediction);
    double sigma = LINEAR.sigma(t);
    double onPicture = Weighting.MIN_SNR.weight(preconditioning, sigma, 5);
    double onPrediction = onPicture * Math.pow(preconditioning.output(sigma), 2);
    assertClose(prediction + " at " + t, onPrediction, expected);
  }

  @Test
  void givesNothingInfiniteWhereNoSignalIsLeft() {
    NoiseSchedule toNoise = LINEAR.zeroTerminalSnr();
    Preconditioning velocity = new Preconditioning(toNoise, Prediction.V);
    for (Weighting weighting : Weighting.values()) {
      assertThat(weighting.weight(velocity, toNoise.sigma(999), 5))
          .as("%s", weighting)
          .isFinite()
          .isNotNegative();
    }
  }

  /** The mean weight over what training draws is half of what the signal-to-noise ratio falls. */
  @Test
  void boundsTheLikelihood() {
    Preconditioning epsilon = new Preconditioning(new VariancePreserving(), Prediction.EPSILON);
    ContinuousProcess process = new VariancePreserving();
    double first = process.sigma(0.01);
    double last = process.sigma(1);
    int parts = 100_000;
    double width = Math.log(last / first) / parts;
    double mean = 0;
    for (int i = 0; i < parts; i++) {
      double sigma = first * Math.exp((i + 0.5) * width);
      double density = 1 / process.growth(sigma);
      mean += density * Weighting.LIKELIHOOD.weight(epsilon, sigma, 1) * sigma * width;
    }
    double fall = (1 / (first * first) - 1 / (last * last)) / 2;
    assertThat(mean / fall).isCloseTo(1, Offset.offset(1e-4));
  }
}
