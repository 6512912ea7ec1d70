package io.github.diffusion4j.eval.quality;

import static io.github.diffusion4j.eval.feature.RandomFeatures.RAW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.RandomFeatures;
import io.github.diffusion4j.eval.feature.Spread;
import io.github.diffusion4j.eval.statistics.Interval;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All metrics in one table, and the short ways to their intervals. */
class QualityTableTest {
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
  void measuresEverythingWithAnInterval() {
    Features real = RandomFeatures.of(1, "real", 400, 4);
    Features generated = RandomFeatures.of(1, "generated", 400, 4);
    List<QualityMetric> table =
        QualityTable.standard().measure(real, generated, "held-out", engine);
    assertThat(table)
        .extracting(QualityMetric::name)
        .containsExactly(
            "fd-raw-400",
            "fdinf-raw-400",
            "kid-raw-400",
            "mmd-rbf-raw-400",
            "sliced-wasserstein-raw-400",
            "precision-raw-400",
            "recall-raw-400",
            "density-raw-400",
            "coverage-raw-400",
            "vendi-ratio-raw-400");
    assertThat(table)
        .allSatisfy(
            each -> {
              Interval interval = each.interval();
              assertThat(interval.lower()).as(each.name()).isLessThan(interval.estimate());
              assertThat(interval.upper()).as(each.name()).isGreaterThan(interval.estimate());
            });
    assertThat(value(table, "mmd-rbf-raw-400"))
        .isCloseTo(Cmmd.standard().between(generated, real), within(1e-9));
    assertThat(value(table, "sliced-wasserstein-raw-400"))
        .isCloseTo(Math.sqrt(SlicedWasserstein.squared(generated, real, 128, 1)), within(1e-12));
  }

  @Test
  void theExtrapolationLosesTheBiasOfFewPictures() {
    GaussianStatistics reference = new GaussianStatistics(RAW, 0, new double[8], identity(8));
    Features generated = RandomFeatures.of(3, "generated", 500, 8, 0.5, 1);
    List<QualityMetric> table =
        QualityTable.standard().measure(reference, generated, "reference", engine);
    assertThat(table).extracting(QualityMetric::against).containsOnly("reference");
    double truth = 8 * 0.25;
    double line = value(table, "fdinf-raw-500");
    assertThat(FrechetInfinity.of(generated, reference, 1, engine).sizes()[0]).isEqualTo(50);
    assertThat(line).isLessThan(value(table, "fd-raw-500")).isCloseTo(truth, within(0.3));
    Features few = generated.range(0, 25);
    assertThat(QualityTable.standard().measure(reference, few, "reference", engine))
        .extracting(QualityMetric::name)
        .as("a line takes 30 pictures")
        .containsExactly("fd-raw-25");
    assertThatThrownBy(
            () -> QualityTable.standard().measure(reference, few.range(0, 3), "reference", engine))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("at least 20");
  }

  @Test
  void sumsWithoutSomeRowsAreThoseOfTheRest() {
    for (int seed = 0; seed < 5; seed++) {
      Features x = RandomFeatures.of(seed, "x", 40, 3);
      Features y = RandomFeatures.of(seed, "y", 30, 3);
      int[] rows = IntStream.range(0, 40).filter(i -> i % 7 != 3).toArray();
      assertThat(Cmmd.standard().ofSome(x, y).of(rows))
          .as("seed %d", seed)
          .isCloseTo(Cmmd.standard().between(x.select(rows), y), within(1e-9));
    }
  }

  @Test
  void aPictureWithoutDirectionTakesNoMetricOfDirections() {
    double[][] rows = new double[40][4];
    for (int i = 1; i < rows.length; i++) {
      rows[i] = RandomFeatures.of(i, "row", 1, 4).row(0);
    }
    Features real = RandomFeatures.of(1, "real", 40, 4);
    assertThat(QualityTable.standard().measure(real, Features.of(RAW, rows), "training", engine))
        .extracting(QualityMetric::name)
        .contains("fd-raw-40", "coverage-raw-40")
        .doesNotContain("mmd-rbf-raw-40", "vendi-ratio-raw-40");
  }

  @Test
  void picturesAreComparedWithoutADescriptor() {
    List<Image> dark = pictures(1, 40, 12, 100);
    List<Image> light = pictures(2, 40, 12, 200);
    List<QualityMetric> table =
        QualityTable.standard()
            .measure(PictureStatistics.of(dark), PictureStatistics.of(light), "held-out");
    assertThat(table)
        .extracting(QualityMetric::name)
        .containsExactly("spectrum-luma-40", "colour-levels-40");
    assertThat(value(table, "spectrum-luma-40"))
        .isCloseTo(PowerSpectrum.of(light).decibelsFrom(PowerSpectrum.of(dark)), within(1e-9));
    assertThat(value(table, "colour-levels-40"))
        .isCloseTo(ColourStatistics.of(light).distance(ColourStatistics.of(dark)), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 9, 10, 16, 20})
  void theFastTransformIsTheDefinition(int side) {
    Image picture = pictures(side, 1, side, 256).get(0);
    double[] sums = new double[side / 2 + 1];
    int[] counts = new int[sums.length];
    for (int u = 0; u < side; u++) {
      for (int v = 0; v < side; v++) {
        double real = 0;
        double imaginary = 0;
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            double angle = 2 * Math.PI * (u * x + v * y) / side;
            real += picture.sample(x, y, 0) / 255.0 * Math.cos(angle);
            imaginary -= picture.sample(x, y, 0) / 255.0 * Math.sin(angle);
          }
        }
        int ring = (int) Math.round(Math.hypot(Math.min(u, side - u), Math.min(v, side - v)));
        if (ring < sums.length) {
          sums[ring] += (real * real + imaginary * imaginary) / (side * side);
          counts[ring]++;
        }
      }
    }
    double[] power = PowerSpectrum.of(List.of(picture)).power();
    for (int ring = 0; ring < sums.length; ring++) {
      assertThat(power[ring])
          .as("ring %d", ring)
          .isCloseTo(sums[ring] / counts[ring], within(1e-9));
    }
  }

  @Test
  void someOfManyComeFromAllOver() {
    assertThat(Spread.over(10, 4)).containsExactly(0, 2, 5, 7);
    assertThat(Spread.over(3, 4)).containsExactly(0, 1, 2);
  }

  private static double value(List<QualityMetric> table, String name) {
    return table.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .interval()
        .estimate();
  }

  private static double[] identity(int d) {
    double[] identity = new double[d * d];
    for (int i = 0; i < d; i++) {
      identity[i * d + i] = 1;
    }
    return identity;
  }

  private static List<Image> pictures(long seed, int count, int side, int below) {
    List<Image> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomStream random = RandomStream.of(seed, "test.picture", i);
      byte[] samples = new byte[side * side];
      for (int j = 0; j < samples.length; j++) {
        samples[j] = (byte) random.nextInt(below);
      }
      pictures.add(new Image(side, side, 1, samples));
    }
    return pictures;
  }
}
