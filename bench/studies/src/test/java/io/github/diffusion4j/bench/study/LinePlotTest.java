package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinePlotTest {
  private static final PlotAxis ACROSS = new PlotAxis("evaluations", true);
  private static final PlotAxis UP = new PlotAxis("distance", true);

  @Test
  void everyLineOfManyIsInTheLegend() {
    List<LinePlot.Line> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<LinePlot.Point> points = new ArrayList<>();
      for (int n : new int[] {5, 10, 20, 40, 80}) {
        points.add(new LinePlot.Point(n, 100.0 / n + i));
      }
      lines.add(new LinePlot.Line("sampler " + i, points));
    }
    BufferedImage all = new LinePlot(ACROSS, UP, lines, List.of()).draw();
    BufferedImage fewer = new LinePlot(ACROSS, UP, lines.subList(0, 2), List.of()).draw();

    assertThat(all.getHeight()).isGreaterThan(40 * 15).isGreaterThan(fewer.getHeight());
    assertThat(colours(all).size()).isGreaterThan(colours(fewer).size());
  }

  @Test
  void pointsWithoutAPlaceAreLeftOut() {
    List<LinePlot.Point> points =
        List.of(
            new LinePlot.Point(5, Double.NaN),
            new LinePlot.Point(10, 0),
            new LinePlot.Point(20, 3),
            new LinePlot.Point(40, 2));
    BufferedImage with =
        new LinePlot(ACROSS, UP, List.of(new LinePlot.Line("a", points)), List.of()).draw();
    BufferedImage without =
        new LinePlot(ACROSS, UP, List.of(new LinePlot.Line("a", points.subList(2, 4))), List.of())
            .draw();

    assertThat(pixels(with)).isEqualTo(pixels(without));
  }

  private static Set<Integer> colours(BufferedImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int pixel : pixels(picture)) {
      colours.add(pixel);
    }
    return colours;
  }

  private static int[] pixels(BufferedImage picture) {
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }
}
