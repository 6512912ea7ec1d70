package io.github.diffusion4j.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private static Scaling point(int batch, String times) {
    Scaling.Setting setting = new Scaling.Setting("batch", batch, 32, 64, false);
    return Scaling.parse(setting, "scaling " + batch + " 32 64 false 1192641 " + times);
  }

  @Test
  void readsALineAndWritesARow() {
    assertThat(point(16, "250.5 1200.0 1900.4 0.315").row())
        .isEqualTo("| 16 | 32 | 64 | no | 1,192,641 | 251 | 15.7 | 1,200 | 1,900 | 32 % |");
  }

  @Test
  void aSettingIsWhatTheProcessIsTold() {
    Scaling.Setting setting = new Scaling.Setting("size", 8, 64, 32, true);
    assertThat(setting.arguments()).containsExactly("8", "64", "32", "true");
    assertThat(setting.at()).isEqualTo(64);
  }

  /** Whatever came out: all points, one, or none. */
  @Test
  void drawsWhatThereIs() {
    List<Scaling> points = List.of(point(8, "100 500 900 0.4"), point(16, "210 900 1300 0.3"));
    for (int i = 0; i <= 2; i++) {
      BufferedImage plot = ScalingPlot.draw(points.subList(0, i));
      assertThat(plot.getWidth()).isEqualTo(900);
      assertThat(plot.getHeight()).isEqualTo(440);
    }
  }
}
