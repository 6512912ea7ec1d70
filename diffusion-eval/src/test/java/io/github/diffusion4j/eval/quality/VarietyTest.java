package io.github.diffusion4j.eval.quality;

import static io.github.diffusion4j.eval.feature.RandomFeatures.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The other metrics of quality, where a closed form is known. */
class VarietyTest {
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
  void vendiCountsEquallyFrequentDirections() {
    double[][] rows = new double[30][5];
    for (int i = 0; i < rows.length; i++) {
      rows[i][i % 5] = 1 + i;
    }
    for (double order : new double[] {0, 0.5, 1, 2, Double.POSITIVE_INFINITY}) {
      assertThat(new VendiScore(order).of(Features.of(RAW, rows), engine))
          .as("order %s", order)
          .isCloseTo(5, within(1e-9));
    }
    Features few = RandomFeatures.of(1, "few", 6, 20);
    double[][] kernel = new double[6][6];
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        kernel[i][j] = i == j ? 1 : few.normalised().dot(i, few.normalised(), j);
      }
    }
    VendiScore score = new VendiScore(1);
    assertThat(score.of(few, engine)).isCloseTo(score.ofKernel(kernel, engine), within(1e-9));
    assertThatThrownBy(() -> score.ofKernel(new double[][] {{1, 0}, {1, 1}}, engine))
        .hasMessageContaining("symmetric");
    assertThatThrownBy(() -> score.ofKernel(new double[0][], engine))
        .hasMessageContaining("no pictures");
  }

  @Test
  void inceptionScoreOfSplits() {
    double[][] sorted = {{1, 0}, {1, 0}, {0, 1}, {0, 1}};
    assertThat(InceptionScore.of(sorted, 1).mean()).isCloseTo(2, within(1e-12));
    assertThat(InceptionScore.of(sorted, 2)).isEqualTo(new InceptionScore(1, 0));
    assertThatThrownBy(() -> InceptionScore.of(new double[][] {{3, -2}}, 1))
        .hasMessageContaining("apply softmax first");
    assertThatThrownBy(() -> InceptionScore.of(sorted, 5)).hasMessageContaining("4 pictures in 5");
  }

  @Test
  void slicedDistanceOfAShift() {
    for (int seed = 0; seed < 5; seed++) {
      Features x = RandomFeatures.of(seed, "x", 50, 4);
      Features shifted = x.minus(new double[] {1, -1, 2, 0});
      assertThat(SlicedWasserstein.squared(x, shifted, 4000, seed))
          .as("seed %d", seed)
          .isCloseTo(6.0 / 4, within(0.1));
      assertThat(SlicedWasserstein.approximate(x, shifted)).isCloseTo(Math.sqrt(1.5), within(1e-9));
      assertThat(SlicedWasserstein.squared(x, x, 10, seed)).isZero();
    }
    assertThat(SlicedWasserstein.squaredAlong(new double[] {0, 1}, new double[] {0, 0, 3}))
        .as("thirds 0, 0 and 3 against halves 0 and 1")
        .isCloseTo((1.0 / 6) + 4.0 / 3, within(1e-12));
  }

  @Test
  void aWaveHasItsFrequency() {
    int side = 16;
    byte[] samples = new byte[side * side];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) Math.round(127.5 + 100 * Math.cos(2 * Math.PI * 3 * (i % side) / side));
    }
    Image wave = new Image(side, side, 1, samples);
    PowerSpectrum spectrum = PowerSpectrum.of(List.of(wave, wave));
    double total = 0;
    for (int f = 1; f < spectrum.power().length; f++) {
      total += f == 3 ? 0 : spectrum.power()[f];
    }
    // Both conjugates hold (n^2 a / 2)^2 / n^2, among the ring's many frequencies.
    assertThat(spectrum.power()[3]).isGreaterThan(100 * total);
    assertThat(spectrum.decibelsFrom(spectrum)).isZero();
    assertThatThrownBy(() -> PowerSpectrum.of(List.of())).hasMessageContaining("no pictures");
    assertThatThrownBy(() -> PowerSpectrum.of(List.of(wave, new Image(8, 8, 1, new byte[64]))))
        .hasMessageContaining("resize them");
  }

  @Test
  void coloursOfFlatPictures() {
    Image red = new Image(1, 2, 3, new byte[] {(byte) 255, 0, 0, (byte) 255, 0, 0});
    Image black = new Image(1, 2, 3, new byte[6]);
    ColourStatistics both = ColourStatistics.of(List.of(red, black));
    assertThat(both.mean(0)).isEqualTo(0.5);
    assertThat(both.deviation(0)).isEqualTo(0.5);
    assertThat(both.mean(1)).isZero();
    assertThat(both.chroma()).isEqualTo(0.5);
    assertThat(both.distance(ColourStatistics.of(List.of(black))))
        .isCloseTo(0.5 / 3, within(1e-12));
    assertThatThrownBy(() -> ColourStatistics.of(List.of(red, new Image(1, 1, 1, new byte[1]))))
        .hasMessageContaining("convert all to grey or to RGB");
  }

  @Test
  void namesCarryDescriptorAndCount() {
    assertThat(MetricName.of("fd", DescriptorIdentity.of("Pixels 32", ""), 10_000))
        .isEqualTo("fd-pixels-32-10k");
    assertThat(MetricName.of("fd", DescriptorIdentity.of("inception-v3", ""), 512))
        .isEqualTo("fid-512");
    assertThat(MetricName.of("kid", DescriptorIdentity.of("inception-v3", ""), 512))
        .isEqualTo("kid-inception-v3-512");
    assertThat(MetricName.of("fdinf", DescriptorIdentity.of("inception-v3", ""), 512))
        .isEqualTo("fidinf-512");
    assertThat(MetricName.of("mmd-rbf", DescriptorIdentity.of("CLIP ViT-L/14", ""), 512))
        .isEqualTo("cmmd-512");
    assertThat(MetricName.of("mmd-rbf", DescriptorIdentity.of("pixels", ""), 512))
        .isEqualTo("mmd-rbf-pixels-512");
  }
}
