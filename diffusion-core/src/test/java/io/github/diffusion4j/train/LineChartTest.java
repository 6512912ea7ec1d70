package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineChartTest {
  @Test
  void drawsTheLineThroughTheValues() {
    Series series = new Series(new double[] {0, 50, 100}, new double[] {0, 2, 1});

    String svg = new LineChart("rate", series, true, false, 278, 156).svg();

    // The plot spans x 62 to 262 and y 114 (0) to 14 (2.1).
    assertThat(svg)
        .contains("d=\"M62 114L162 18.8L262 66.4\"")
        .contains("aria-label=\"rate over training steps\"")
        .contains(">training step</text>")
        .doesNotContain("log scale")
        .doesNotContain("class=\"dots\"");
  }

  @Test
  void saysWhenTheScaleIsLogarithmic() {
    Series series = new Series(new double[] {1, 2}, new double[] {0.1, 10});

    assertThat(new LineChart("loss", series, false, true, 300, 200).svg())
        .contains(">loss (log scale)</text>")
        .contains(">0.1</text>")
        .contains(">10</text>");
  }

  @Test
  void doesNotLetOneSpikeFlattenTheCurve() {
    double[] steps = IntStream.range(1, 1_001).asDoubleStream().toArray();
    double[] values = IntStream.range(0, 1_000).mapToDouble(i -> 1 + (i % 10) / 10.0).toArray();
    values[500] = 30;

    assertThat(new LineChart("loss", new Series(steps, values), false, true, 300, 200).svg())
        .doesNotContain("log scale")
        .doesNotContain(">30</text>");
  }

  @Test
  void staysSmallForLongRuns() {
    double[] steps = IntStream.range(1, 300_001).asDoubleStream().toArray();

    assertThat(new LineChart("loss", new Series(steps, steps), false, true, 300, 200).svg())
        .hasSizeLessThan(60_000);
  }

  @Test
  void drawsNothingOrOneValue() {
    assertThat(
            new LineChart("loss", new Series(new double[0], new double[0]), false, true, 9, 9)
                .svg())
        .contains("no values yet");
    assertThat(
            new LineChart(
                    "a<b", new Series(new double[] {1}, new double[] {0}), false, true, 300, 200)
                .svg())
        .contains("a&lt;b")
        .doesNotContain("NaN");
  }

  @Test
  void writesNumbersAlikeInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      LineChart chart =
          new LineChart(
              "loss",
              new Series(new double[] {1, 2_000}, new double[] {0.5, 1}),
              false,
              true,
              300,
              200);
      Locale.setDefault(Locale.ROOT);
      String root = chart.svg();
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertThat(chart.svg()).isEqualTo(root);
    } finally {
      Locale.setDefault(before);
    }
  }
}
