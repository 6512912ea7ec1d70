package io.github.diffusion4j.denoise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.DataType;
import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassifierFreeGuidanceTest {
  private static final Denoiser NEVER =
      (x, sigmas) -> {
        throw new AssertionError("must not be called");
      };

  private final ReferenceEngine engine = new ReferenceEngine();
  private final Tensor x = engine.full(8, Shape.of(1, 1, 1, 1), DataType.FLOAT64);
  private final Denoiser conditional = (tensor, sigmas) -> tensor.multiply(0.5);
  private final Denoiser unconditional = (tensor, sigmas) -> tensor.multiply(0.25);

  private double guided(double scale) {
    return new ClassifierFreeGuidance(conditional, unconditional, scale).denoise(x, 3).item();
  }

  @Test
  void movesAwayFromTheUnconditional() {
    assertThat(guided(0)).isEqualTo(2);
    assertThat(guided(1)).isEqualTo(4);
    assertThat(guided(1.5)).isEqualTo(5);
    assertThat(guided(4)).isEqualTo(10);
  }

  @Test
  void costsNothingWhenOff() {
    assertThat(new ClassifierFreeGuidance(conditional, NEVER, 1).denoise(x, 3).item()).isEqualTo(4);
  }

  @Test
  void aGuardSeesHowFarApartBothAreAndChangesNothing() {
    // The estimates are 4 and 2: 2 apart, at levels 1 and 4.
    ConditionGuard guard = new ConditionGuard(false);
    Denoiser guarded =
        new ClassifierFreeGuidance(conditional, unconditional, new Guidance(1.5), guard);
    assertThat(guarded.denoise(x, 1).item()).isEqualTo(5);
    assertThat(guarded.denoise(x, 4).item()).isEqualTo(5);
    assertThat(guard.magnitudes()).containsExactly((2.0 / 1 + 2.0 / 4) / 2);

    ConditionGuard idle = new ConditionGuard(false);
    assertThat(
            new ClassifierFreeGuidance(conditional, NEVER, new Guidance(1), idle)
                .denoise(x, 3)
                .item())
        .isEqualTo(4);
    assertThat(idle.magnitudes()).isEmpty();

    ConditionGuard always = new ConditionGuard(true);
    Denoiser off = new ClassifierFreeGuidance(conditional, unconditional, new Guidance(1), always);
    assertThat(off.denoise(x, 2).item()).isEqualTo(4);
    assertThat(always.magnitudes()).containsExactly(1);
  }

  @Test
  void aGuardTellsPicturesApartAndTakesTheRootOfTheMeanSquare() {
    Tensor two = engine.tensor(new double[] {3, 4, 0, 8}, Shape.of(2, 1, 1, 2), DataType.FLOAT64);
    ConditionGuard guard = new ConditionGuard(false);
    Denoiser guarded =
        new ClassifierFreeGuidance(
            (tensor, sigmas) -> tensor,
            (tensor, sigmas) -> tensor.multiply(0),
            new Guidance(2),
            guard);
    guarded.denoise(two, new double[] {1, 2});
    assertThat(guard.magnitudes())
        .containsExactly(
            new double[] {Math.sqrt((9 + 16) / 2.0), Math.sqrt(64 / 2.0) / 2},
            Offset.offset(1e-12));
    assertThatThrownBy(() -> guarded.denoise(x, 1)).hasMessageContaining("give each batch one");
  }

  @Test
  void actsInItsIntervalOnly() {
    Guidance middle = new Guidance(4, 1, 3, 0);
    Denoiser guided = new ClassifierFreeGuidance(conditional, unconditional, middle);
    assertThat(guided.denoise(x, 1).item()).as("the lower end is not in it").isEqualTo(4);
    assertThat(guided.denoise(x, 1.01).item()).isEqualTo(10);
    assertThat(guided.denoise(x, 3).item()).as("the upper end is").isEqualTo(10);
    assertThat(guided.denoise(x, 3.01).item()).isEqualTo(4);
    Tensor three = engine.full(8, Shape.of(3, 1, 1, 1), DataType.FLOAT64);
    assertThat(guided.denoise(three, new double[] {0.5, 2, 4}).toDoubles())
        .as("each picture by its own level")
        .containsExactly(4, 10, 4);
    assertThat(new ClassifierFreeGuidance(conditional, NEVER, middle).denoise(x, 4).item())
        .as("outside of it the reference is not asked")
        .isEqualTo(4);
  }

  @Test
  void rescalesToTheContrastOfTheUnguided() {
    for (int seed = 0; seed < 5; seed++) {
      Tensor pictures = random(seed);
      Denoiser other = (tensor, sigmas) -> tensor.square().multiply(0.3);
      double[] guided =
          new ClassifierFreeGuidance(conditional, other, 5).denoise(pictures, 1).toDoubles();
      double[] plain = conditional.denoise(pictures, 1).toDoubles();
      for (double rescale : new double[] {0, 0.7, 1}) {
        Guidance guidance = new Guidance(5, 0, 10, rescale);
        double[] rescaled =
            new ClassifierFreeGuidance(conditional, other, guidance)
                .denoise(pictures, 1)
                .toDoubles();
        for (int picture = 0; picture < 2; picture++) {
          double ratio = deviation(plain, picture) / deviation(guided, picture);
          double factor = rescale * ratio + 1 - rescale;
          for (int i = 6 * picture; i < 6 * picture + 6; i++) {
            assertThat(rescaled[i])
                .as("seed " + seed + ", rescale " + rescale)
                .isCloseTo(factor * guided[i], Offset.offset(1e-6));
          }
        }
      }
    }
  }

  @Test
  void doesNotRescaleBlackIntoNothing() {
    Guidance full = new Guidance(2, 0, 10, 1);
    assertThat(new ClassifierFreeGuidance(conditional, unconditional, full).denoise(x, 1).item())
        .as("a picture of one grey has deviation 0, with guidance and without")
        .isEqualTo(6);
  }

  @Test
  void passesTheLearnedVarianceOn() {
    Denoiser guided = new ClassifierFreeGuidance(new Learned(conditional), unconditional, 3);
    assertThat(guided.estimate(x, 1).pictures().item()).isEqualTo(8);
    assertThat(guided.estimate(x, 1).largeness().item()).isEqualTo(0.4);
  }

  private Tensor random(int seed) {
    RandomStream stream = RandomStream.of(seed, "pictures", 0);
    double[] values = new double[12];
    Arrays.setAll(values, i -> stream.nextGaussian());
    return engine.tensor(values, Shape.of(2, 1, 2, 3), DataType.FLOAT64);
  }

  private static double deviation(double[] values, int picture) {
    double[] own = Arrays.copyOfRange(values, 6 * picture, 6 * picture + 6);
    double mean = Arrays.stream(own).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(own).map(value -> (value - mean) * (value - mean)).average().orElseThrow());
  }

  @Test
  void refusesIntervalsAndRescalesThatAreNone() {
    assertThatThrownBy(() -> new Guidance(2, 3, 1, 0))
        .hasMessageContaining("above sigma 3.0 and up to 1.0");
    assertThatThrownBy(() -> new Guidance(2, -1, 1, 0)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new Guidance(2, 0, Double.NaN, 0)).hasMessageContaining("NaN");
    for (double rescale : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> new Guidance(2, 0, 1, rescale))
          .hasMessageContaining("guidance rescale is " + rescale);
    }
  }

  @Test
  void refusesScalesThatAreNone() {
    for (double scale : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new ClassifierFreeGuidance(conditional, NEVER, scale))
          .hasMessageContaining("guidance scale is " + scale);
    }
  }
}
