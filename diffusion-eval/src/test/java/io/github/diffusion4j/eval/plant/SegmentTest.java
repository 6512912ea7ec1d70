package io.github.diffusion4j.eval.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.Image;
import org.junit.jupiter.api.Test;

class SegmentTest {
  @Test
  void theLargestThingIsFound() {
    Image picture =
        TestPictures.grey(
            20, 20, (x, y) -> disc(x, y, 13, 9, 5) ? 180 : disc(x, y, 3, 9, 2) ? 220 : 30);
    Mask segment = Segment.of(picture);
    for (int i = 0; i < 400; i++) {
      assertThat(segment.at(i % 20, i / 20) == 1).isEqualTo(disc(i % 20, i / 20, 13, 9, 5));
    }
    assertThat(segment.bounds()).isEqualTo(new Mask.Box(8, 4, 19, 15));
  }

  private static boolean disc(int x, int y, int centreX, int centreY, int radius) {
    return (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY) <= radius * radius;
  }

  @Test
  void aChannelAloneTellsAThingFromItsGround() {
    byte[] samples = new byte[10 * 10 * 3];
    for (int i = 0; i < 100; i++) {
      samples[3 * i] = 100;
      samples[3 * i + 2] =
          (byte) (i / 10 >= 2 && i / 10 < 8 && i % 10 >= 3 && i % 10 < 6 ? 180 : 0);
    }
    assertThat(Segment.of(new Image(10, 10, 3, samples)).bounds())
        .isEqualTo(new Mask.Box(3, 2, 6, 8));
  }

  @Test
  void wherePicturesShowNothingItIsTheMiddle() {
    assertThat(Segment.of(TestPictures.constant(7, 16, 8, 3)).bounds())
        .isEqualTo(new Mask.Box(4, 2, 12, 6));
    Image speck = TestPictures.grey(16, 16, (x, y) -> x == 3 && y == 3 ? 255 : 0);
    assertThat(Segment.of(speck).bounds()).isEqualTo(new Mask.Box(4, 4, 12, 12));
    for (int width = 1; width < 5; width++) {
      for (int height = 1; height < 5; height++) {
        assertThat(Segment.of(TestPictures.constant(0, width, height, 1)).share()).isPositive();
      }
    }
  }
}
