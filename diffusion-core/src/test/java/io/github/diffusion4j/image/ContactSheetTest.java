package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  private static Image dot(int level) {
    return new Image(1, 1, 1, new byte[] {(byte) level});
  }

  @Test
  void laysPicturesOutInRows() {
    Image sheet = ContactSheet.of(List.of(dot(1), dot(2), dot(3)), 2);
    assertThat(sheet).hasToString("8x8 grey");
    assertThat(sheet.sample(2, 2, 0)).isEqualTo(1);
    assertThat(sheet.sample(5, 2, 0)).isEqualTo(2);
    assertThat(sheet.sample(2, 5, 0)).isEqualTo(3);
    assertThat(sheet.sample(5, 5, 0)).isEqualTo(128);
    assertThat(sheet.sample(0, 0, 0)).isEqualTo(128);
    assertThat(sheet.sample(3, 2, 0)).isEqualTo(128);
  }

  @Test
  void mixesGreyAndColourAndSizes() {
    Image red = new Image(2, 2, 3, new byte[] {-1, 0, 0, -1, 0, 0, -1, 0, 0, -1, 0, 0});
    Image sheet = ContactSheet.of(List.of(dot(9), red), 5);
    assertThat(sheet).hasToString("10x6 RGB");
    assertThat(sheet.sample(2, 2, 2)).isEqualTo(9);
    assertThat(sheet.sample(7, 3, 0)).isEqualTo(255);
    assertThat(sheet.sample(7, 3, 1)).isZero();
  }

  @Test
  void saysWhatCannotBeLaidOut() {
    assertThatIllegalArgumentException().isThrownBy(() -> ContactSheet.of(List.of(), 3));
    assertThatIllegalArgumentException().isThrownBy(() -> ContactSheet.of(List.of(dot(1)), 0));
    Image large = ImageTest.random(1000, 1000, 1, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContactSheet.of(Collections.nCopies(5000, large), 100))
        .withMessageContaining("too large for one sheet");
  }
}
