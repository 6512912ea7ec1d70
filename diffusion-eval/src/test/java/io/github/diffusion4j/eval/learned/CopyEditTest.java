package io.github.diffusion4j.eval.learned;

import static io.github.diffusion4j.eval.learned.PlanarPictureTest.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class CopyEditTest {
  private static final Image PICTURE = noise(10, 7, 3, 1);
  private static final Image OTHER = noise(10, 7, 3, 2);

  private static Image edited(CopyEdit edit) {
    return edit.apply(PICTURE, OTHER, RandomStream.of(0, "test", 0));
  }

  @Test
  void editsOfNothingAreThePicture() {
    assertThat(edited(new CopyEdit.Crop(1))).isEqualTo(PICTURE);
    assertThat(edited(new CopyEdit.Paste(1))).isEqualTo(PICTURE);
    assertThat(edited(new CopyEdit.Recolouring(ColourChange.NONE))).isEqualTo(PICTURE);
  }

  @Test
  void pastesKeepTheirShareOfThePicture() {
    Image pasted = edited(new CopyEdit.Paste(0.5));
    int of = 0;
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 10; x++) {
        boolean kept = pasted.sample(x, y, 0) == PICTURE.sample(x, y, 0);
        of += kept ? 1 : 0;
        assertThat(kept || pasted.sample(x, y, 0) == OTHER.sample(x, y, 0)).isTrue();
      }
    }
    assertThat(of).isBetween(30, 40);
  }

  @Test
  void everyCommonEditChangesThePictureAndKeepsItsSize() {
    for (CopyEdit edit : CopyEdit.common()) {
      assertThat(edited(edit)).as("%s", edit).isNotEqualTo(PICTURE).hasToString("10x7 RGB");
    }
  }

  @Test
  void sharesOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new CopyEdit.Crop(0)).hasMessageContaining("not 0.0");
    assertThatThrownBy(() -> new CopyEdit.Paste(1.5)).hasMessageContaining("not 1.5");
    assertThatThrownBy(() -> new CopyEdit.Compression(Double.NaN)).hasMessageContaining("not NaN");
  }
}
