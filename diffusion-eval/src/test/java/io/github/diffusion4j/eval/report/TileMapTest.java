package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileMapTest {
  @Test
  void onePixelIsInOneTile() {
    byte[] samples = new byte[8 * 8];
    samples[5 * 8 + 2] = (byte) 255;
    TileMap map = TileMap.of(new Image(8, 8, 1, samples));

    assertThat(map.most()).isEqualTo(2 * 4 + 1);
    // One of the tile's four pixels is at the end of the range: the root of a quarter.
    assertThat(map.differences()[9]).isEqualTo(0.5, within(1e-12));
    assertThat(tilesThatDiffer(map)).isEqualTo(1);
    assertThat(map.text()).isEqualTo("the tile in row 3, column 2 differs most, by 50.0 %");
    assertThat(map.svg().split("<rect ", -1)).hasSize(16 + 1 + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 28, 31, 33})
  void everyPixelIsInATileWhateverTheSize(int side) {
    for (int at = 0; at < side * side; at++) {
      byte[] samples = new byte[side * side * 3];
      samples[at * 3 + 1] = 100;
      TileMap map = TileMap.of(new Image(side, side, 3, samples));
      assertThat(tilesThatDiffer(map)).as("pixel %d", at).isEqualTo(1);
    }
  }

  @Test
  void equalPicturesDifferNowhere() {
    TileMap map = TileMap.of(new Image(4, 4, 1, new byte[16]));

    assertThat(map.text()).isEqualTo("no tile differs");
    assertThat(map.svg()).doesNotContain("most\"");
  }

  private static long tilesThatDiffer(TileMap map) {
    return Arrays.stream(map.differences()).filter(each -> each > 0).count();
  }
}
