package io.github.diffusion4j.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.nn.Conditioning;
import io.github.diffusion4j.noise.LogNormalNoise;
import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.noise.Preconditioning;
import io.github.diffusion4j.noise.Prediction;
import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LowResolutionTest {
  private static final NoiseProcess EDM = new LogNormalNoise();
  private static final ConditioningAugmentation BLUR =
      new ConditioningAugmentation(1, 0.4, 0.6, false);
  private static final ConditioningAugmentation NOISE =
      new ConditioningAugmentation(0, 0.4, 0.6, true);

  @Test
  void aPixelIsTheMeanOfItsSquare() {
    for (long seed = 0; seed < 20; seed++) {
      float[] picture = random(seed, 3 * 12 * 12);
      float[] small = make(new LowResolution(4, ConditioningAugmentation.NONE), picture, 3, 12);
      for (int channel = 0; channel < 3; channel++) {
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 4; x++) {
            double mean = 0;
            for (int row = 3 * y; row < 3 * y + 3; row++) {
              for (int column = 3 * x; column < 3 * x + 3; column++) {
                mean += picture[(channel * 12 + row) * 12 + column] / 9.0;
              }
            }
            assertThat((double) small[(channel * 4 + y) * 4 + x])
                .as("seed %d", seed)
                .isCloseTo(mean, within(1e-6));
          }
        }
      }
    }
  }

  @Test
  void onePictureOfOneColourStaysSoBlurredOrNot() {
    float[] picture = new float[8 * 8];
    Arrays.fill(picture, 0.3f);
    for (ConditioningAugmentation augmentation :
        new ConditioningAugmentation[] {ConditioningAugmentation.NONE, BLUR}) {
      for (float pixel : make(new LowResolution(4, augmentation), picture, 1, 8)) {
        assertThat(pixel).isCloseTo(0.3f, within(1e-7f));
      }
    }
  }

  /** Weights of exp(-d^2 / 2 sigma^2) over 3x3 pixels, divided by their sum. */
  @Test
  void theBlurIsAGaussianOfNinePixels() {
    double sigma = 0.5;
    float[] pixels = new float[25];
    pixels[12] = 1;
    Blur.apply(pixels, 0, 1, 5, sigma);
    double sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += Math.exp(-distance(i / 3, i % 3) / (2 * sigma * sigma));
    }
    for (int i = 0; i < 9; i++) {
      double expected = Math.exp(-distance(i / 3, i % 3) / (2 * sigma * sigma)) / sum;
      assertThat((double) pixels[(1 + i / 3) * 5 + 1 + i % 3]).isCloseTo(expected, within(1e-7));
    }
    assertThat(pixels[0]).isZero();
  }

  private static double distance(int row, int column) {
    return Math.pow(row - 1, 2) + Math.pow(column - 1, 2);
  }

  @Test
  void theShareThatIsBlurredIsTheOneAskedFor() {
    LowResolution half = new LowResolution(4, new ConditioningAugmentation(0.5, 0.4, 0.6, false));
    float[] picture = random(1, 16);
    int blurred = 0;
    for (int i = 0; i < 2000; i++) {
      float[] small = new float[16];
      half.make(picture, 0, 1, 4, EDM, RandomStream.of(3, "test", i), small, 0);
      blurred += Arrays.equals(small, picture) ? 0 : 1;
    }
    // Four standard deviations of a binomial.
    assertThat(blurred).isCloseTo(1000, within(90));
  }

  @Test
  void noiseHasTheLevelThatIsToldAndLevelsAreThoseOfTraining() {
    int count = 4000;
    LowResolution noisy = new LowResolution(2, NOISE);
    float[] picture = new float[16];
    double[] logs = new double[count];
    double mean = 0;
    double square = 0;
    for (int i = 0; i < count; i++) {
      float[] small = new float[4];
      double sigma = noisy.make(picture, 0, 1, 4, EDM, RandomStream.of(5, "test", i), small, 0);
      logs[i] = Math.log(sigma);
      for (float pixel : small) {
        mean += pixel / sigma / (4 * count);
        square += Math.pow(pixel / sigma, 2) / (4 * count);
      }
    }
    assertThat(mean).isCloseTo(0, within(0.04));
    assertThat(square).isCloseTo(1, within(0.05));
    double logMean = Arrays.stream(logs).average().orElseThrow();
    double logVariance = Arrays.stream(logs).map(l -> Math.pow(l - logMean, 2)).sum() / count;
    assertThat(logMean).isCloseTo(-1.2, within(0.08));
    assertThat(Math.sqrt(logVariance)).isCloseTo(1.2, within(0.06));
  }

  @Test
  void aScheduleGivesItsOwnSteps() {
    NoiseSchedule schedule = NoiseSchedule.linear(30);
    for (int i = 0; i < 50; i++) {
      double sigma =
          new LowResolution(2, NOISE)
              .make(
                  new float[4], 0, 1, 2, schedule, RandomStream.of(1, "test", i), new float[4], 0);
      assertThat(schedule.sigmas()).contains(sigma);
    }
  }

  @Test
  void theNetworkSeesAndIsToldOfThemAsOfTheLargeOnes() {
    try (Engine engine = new ReferenceEngine()) {
      Preconditioning vp = new Preconditioning(NoiseSchedule.linear(1000), Prediction.EPSILON);
      Tensor small =
          engine.tensor(new double[] {1, 2, 3, 4}, Shape.of(2, 1, 1, 2), DataType.FLOAT64);
      Conditioning plain = new Conditioning(new int[] {-1, 0});
      double[] sigmas = {0.5, 2};
      Conditioning told = new LowResolution(1, NOISE).addTo(plain, small, sigmas, vp);
      double[] pixels = told.picture().toDoubles();
      for (int i = 0; i < 4; i++) {
        double sigma = sigmas[i / 2];
        assertThat(pixels[i]).isCloseTo((i + 1) / Math.sqrt(1 + sigma * sigma), within(1e-9));
      }
      assertThat(told.pictureNoise()).containsExactly(vp.noiseCondition(0.5), vp.noiseCondition(2));
      assertThat(told.labels()).containsExactly(-1, 0);

      Conditioning clean = new LowResolution(1, NOISE).addTo(plain, small, 0, vp);
      assertThat(clean.pictureNoise()[0]).isEqualTo(vp.noiseCondition(vp.process().sigmaMin()));
      Conditioning silent = new LowResolution(1, BLUR).addTo(plain, small, sigmas, vp);
      assertThat(silent.picture()).isSameAs(small);
      assertThat(silent.pictureNoise()).isNull();
    }
  }

  @Test
  void sizesThatDoNotDivideAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make(new LowResolution(3, BLUR), new float[64], 1, 8))
        .withMessageContaining("size 8 cannot be shrunk evenly to 3");
    for (int size : new int[] {0, -1, 5000}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new LowResolution(size, BLUR));
    }
  }

  @Test
  void numbersOfTheAugmentationAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConditioningAugmentation(1.5, 0.4, 0.6, true))
        .withMessageStartingWith("blur-probability is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConditioningAugmentation(0.5, 0, 0.6, true))
        .withMessageStartingWith("blur-sigma-min is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConditioningAugmentation(0.5, 0.7, 0.6, true))
        .withMessageStartingWith("blur-sigma-max is 0.6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Handover(Double.NaN, false))
        .withMessageStartingWith("sampling-noise is NaN");
  }

  private static float[] make(LowResolution kind, float[] picture, int channels, int imageSize) {
    float[] small = new float[channels * kind.size() * kind.size()];
    RandomStream stream = RandomStream.of(1, "test", 0);
    kind.make(picture, 0, channels, imageSize, EDM, stream, small, 0);
    return small;
  }

  private static float[] random(long seed, int count) {
    float[] values = new float[count];
    RandomStream stream = RandomStream.of(seed, "low-resolution-test", 0);
    for (int i = 0; i < count; i++) {
      values[i] = (float) (2 * stream.nextDouble() - 1);
    }
    return values;
  }
}
