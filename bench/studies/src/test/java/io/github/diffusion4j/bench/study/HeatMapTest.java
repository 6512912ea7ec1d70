package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  @Test
  void cellsGoFromWhiteToBlueAndUnmeasuredOnesAreLeftOut() {
    double[][] shares = {{0, 1, Double.NaN}};
    HeatMap map =
        new HeatMap(
            List.of("row"), List.of(new HeatMap.Panel("panel", List.of("a", "b", "c"), shares)));
    BufferedImage picture = map.draw();
    int right = picture.getWidth() - 18;
    int y = 54 + 2;
    assertThat(picture.getRGB(right - 3 * 52 + 2, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(picture.getRGB(right - 2 * 52 + 2, y) & 0xFFFFFF).isEqualTo(0x08306B);
    assertThat(picture.getRGB(right - 52 + 2, y) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(ink(picture, right - 3 * 52)).isPositive();
    assertThat(ink(picture, right - 52)).isZero();
  }

  /** Counts the pixels of a cell that are dark. */
  private static int ink(BufferedImage picture, int left) {
    int count = 0;
    for (int i = 0; i < 50 * 24; i++) {
      count += (picture.getRGB(left + i % 50, 54 + i / 50) & 0xFF) < 100 ? 1 : 0;
    }
    return count;
  }
}
