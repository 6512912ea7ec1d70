package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class ImageTest {
  static Image random(int width, int height, int channels, long seed) {
    RandomStream stream = RandomStream.of(seed, "image-test", 0);
    byte[] samples = new byte[width * height * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) stream.nextInt(256);
    }
    return new Image(width, height, channels, samples);
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Image(2, 2, 3, new byte[11]))
        .withMessage("an image of 2x2x3 has 12 samples, not 11");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Image(2, 2, 4, new byte[16]))
        .withMessageContaining("1 channel (grey) or 3 (RGB), not 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Image(0, 2, 1, new byte[0]))
        .withMessageContaining("not 0x2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Image(65536, 65536, 1, new byte[0]))
        .withMessageContaining("4294967296");
  }

  @Test
  void keepsItsOwnSamples() {
    byte[] samples = {1, 2, 3, -1};
    Image image = new Image(2, 2, 1, samples);
    samples[0] = 99;
    image.samples()[1] = 99;
    assertThat(image.samples()).containsExactly(1, 2, 3, -1);
    assertThat(image.sample(1, 1, 0)).isEqualTo(255);
    assertThat(image)
        .isEqualTo(new Image(2, 2, 1, new byte[] {1, 2, 3, -1}))
        .hasToString("2x2 grey");
    assertThatThrownBy(() -> image.sample(2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void cropsTheCentreToASquare() {
    Image wide = new Image(5, 2, 1, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
    assertThat(wide.fitted(2, Fit.CROP).samples()).containsExactly(1, 2, 6, 7);
    Image tall = new Image(1, 3, 3, new byte[] {1, 1, 1, 2, 3, 4, 5, 5, 5});
    assertThat(tall.fitted(1, Fit.CROP).samples()).containsExactly(2, 3, 4);
  }

  @Test
  void padsWithoutEnlarging() {
    Image small = new Image(2, 1, 1, new byte[] {7, 8});
    assertThat(small.fitted(4, Fit.PAD).samples())
        .containsExactly(0, 0, 0, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    Image digit = random(28, 28, 1, 3);
    Image padded = digit.fitted(32, Fit.PAD);
    assertThat(padded.cropped(2, 2, 28, 28)).isEqualTo(digit);
  }

  @Test
  void padShrinksTheLongerSide() {
    Image fitted = random(40, 10, 3, 4).withChannels(1).fitted(8, Fit.PAD);
    assertThat(fitted.width()).isEqualTo(8);
    assertThat(fitted.height()).isEqualTo(8);
    for (int y : new int[] {0, 1, 2, 5, 6, 7}) {
      for (int x = 0; x < 8; x++) {
        assertThat(fitted.sample(x, y, 0)).isZero();
      }
    }
    assertThat(random(1000, 1, 1, 5).fitted(4, Fit.PAD).height()).isEqualTo(4);
  }

  @Test
  void convertsChannels() {
    Image colour = new Image(2, 1, 3, new byte[] {-1, 0, 0, 10, 20, 30});
    // 0.299 * 255 = 76.2; 0.299 * 10 + 0.587 * 20 + 0.114 * 30 = 18.15
    assertThat(colour.withChannels(1).samples()).containsExactly(76, 18);
    Image grey = new Image(2, 1, 1, new byte[] {5, -1});
    assertThat(grey.withChannels(3).samples()).containsExactly(5, 5, 5, -1, -1, -1);
    assertThat(grey.withChannels(3).withChannels(1)).isEqualTo(grey);
    assertThat(grey.withChannels(1)).isSameAs(grey);
  }

  @Test
  void goesToPlanesAndBackExactly() {
    byte[] ramp = new byte[768];
    for (int i = 0; i < 256; i++) {
      ramp[3 * i] = (byte) i;
      ramp[3 * i + 1] = (byte) (255 - i);
      ramp[3 * i + 2] = 7;
    }
    Image image = new Image(16, 16, 3, ramp);
    float[] planes = new float[1 + 768];
    image.toPlanar(planes, 1);
    assertThat(planes[1]).isEqualTo(-1f);
    assertThat(planes[256]).isEqualTo(1f);
    assertThat(planes[257]).isEqualTo(1f);
    assertThat(Image.ofPlanar(planes, 1, 3, 16, 16)).isEqualTo(image);
    assertThatThrownBy(() -> image.toPlanar(planes, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void clampsAndRounds() {
    float[] values = {-7, 7, Float.NaN, Float.POSITIVE_INFINITY, 0, Float.NEGATIVE_INFINITY};
    assertThat(Image.ofPlanar(values, 0, 1, 2, 3).samples())
        .containsExactly(0, 255, 0, 255, 128, 0);
  }

  @Test
  void mirrorsLeftToRight() {
    Image picture =
        new Image(
            3, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19});
    Image expected =
        new Image(
            3, 2, 3, new byte[] {7, 8, 9, 4, 5, 6, 1, 2, 3, 17, 18, 19, 14, 15, 16, 11, 12, 13});

    assertThat(picture.mirrored()).isEqualTo(expected);
    assertThat(picture.mirrored().mirrored()).isEqualTo(picture);
  }

  @Test
  void enlargingRepeatsPixels() {
    Image pair = new Image(2, 1, 3, new byte[] {1, 2, 3, 4, 5, 6});
    Image large = pair.enlarged(2);
    assertThat(large).hasToString("4x2 RGB");
    assertThat(large.samples())
        .containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6);
    assertThatIllegalArgumentException().isThrownBy(() -> pair.enlarged(0));
  }
}
