package io.github.diffusion4j.eval.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.image.Image;
import org.junit.jupiter.api.Test;

class PairDifferenceTest {
  @Test
  void aMirroredCopyDoesNotDiffer() {
    Image picture = new Image(2, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    Image mirrored = new Image(2, 2, 3, new byte[] {4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9});
    Image nothing = new Image(2, 2, 3, new byte[12]);

    assertThat(PairDifference.least(picture, mirrored))
        .isEqualTo(new PairDifference(nothing, true));
    assertThat(PairDifference.least(picture, picture))
        .isEqualTo(new PairDifference(nothing, false));
    assertThat(PairDifference.least(nothing, picture))
        .isEqualTo(new PairDifference(picture, false));
  }

  @Test
  void doesNotOverflowWhereSamplesAreAbove127() {
    Image black = new Image(1, 1, 1, new byte[] {0});
    Image white = new Image(1, 1, 1, new byte[] {(byte) 255});

    assertThat(PairDifference.least(black, white).picture()).isEqualTo(white);
    assertThat(PairDifference.least(white, black).picture()).isEqualTo(white);
  }
}
