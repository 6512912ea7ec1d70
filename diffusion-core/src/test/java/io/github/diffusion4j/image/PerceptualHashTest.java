package io.github.diffusion4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.diffusion4j.tensor.RandomStream;
import io.github.diffusion4j.tensor.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PerceptualHashTest {
  /** Smooth blobs at random places: pictures with something to see, alike in nothing. */
  private static Image blobs(int width, int height, long seed) {
    return ImageTest.random(20, 20, 3, seed).resized(width, height);
  }

  private static Image brighter(Image image, double factor, int more) {
    byte[] samples = image.samples();
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) Math.min(255, Math.round((samples[i] & 0xFF) * factor) + more);
    }
    return new Image(image.width(), image.height(), image.channels(), samples);
  }

  /** Turns and mirrors pixel by pixel. */
  private static Image turned(Image image, Dihedral form) {
    int width = form.transposes ? image.height() : image.width();
    int height = form.transposes ? image.width() : image.height();
    byte[] samples = new byte[width * height * image.channels()];
    for (int i = 0; i < samples.length; i++) {
      int x = i / image.channels() % width;
      int y = i / image.channels() / width;
      int fromX = form.mirrors ? width - 1 - x : x;
      int fromY = form.flips ? height - 1 - y : y;
      samples[i] =
          (byte)
              (form.transposes
                  ? image.sample(fromY, fromX, i % image.channels())
                  : image.sample(fromX, fromY, i % image.channels()));
    }
    return new Image(width, height, image.channels(), samples);
  }

  @Test
  void turnsAsItsNamesSay() {
    Image image = new Image(2, 2, 1, new byte[] {1, 2, 3, 4});
    assertThat(turned(image, Dihedral.ROTATED_90).samples()).containsExactly(3, 1, 4, 2);
    assertThat(turned(image, Dihedral.ROTATED_180).samples()).containsExactly(4, 3, 2, 1);
    assertThat(turned(image, Dihedral.ROTATED_270).samples()).containsExactly(2, 4, 1, 3);
    assertThat(turned(image, Dihedral.MIRRORED).samples()).containsExactly(2, 1, 4, 3);
  }

  @Test
  void readsTheLowestFrequenciesOfTheirOwnCosines() {
    for (int seed = 0; seed < 20; seed++) {
      RandomStream stream = RandomStream.of(seed, "cosines", 0);
      int vertical = 1 + stream.nextInt(16);
      int horizontal = 1 + stream.nextInt(16);
      byte[] samples = new byte[64 * 64];
      for (int i = 0; i < samples.length; i++) {
        double wave =
            Math.cos(Math.PI * vertical * (i / 64 + 0.5) / 64)
                * Math.cos(Math.PI * horizontal * (i % 64 + 0.5) / 64);
        samples[i] = (byte) Math.round(127.5 + 120 * wave);
      }
      Image image = new Image(64, 64, 1, samples);

      int bit = 16 * (vertical - 1) + horizontal - 1;
      String hex = PerceptualHash.of(image).hex();
      int digit = Character.digit(hex.charAt(63 - bit / 4), 16);
      assertThat(digit >> bit % 4 & 1).as("seed %d, bit %d", seed, bit).isOne();
      assertThat(PerceptualHash.of(brighter(image, 0.5, 60)).hex().charAt(63 - bit / 4))
          .matches(c -> (Character.digit(c, 16) >> bit % 4 & 1) == 1);
    }
  }

  @Test
  void setsHalfOfTheBits() {
    for (int seed = 0; seed < 20; seed++) {
      PerceptualHash hash = PerceptualHash.of(blobs(70 + seed, 90, seed));
      assertThat(hash.distance(new PerceptualHash(0, 0, 0, 0))).as("seed %d", seed).isEqualTo(128);
    }
  }

  @ParameterizedTest
  @EnumSource(Dihedral.class)
  void knowsTheHashOfATurnedPictureWithoutTurningIt(Dihedral form) {
    for (int seed = 0; seed < 10; seed++) {
      for (int side : new int[] {32, 100, 256, 700}) {
        Image image = blobs(side, side * 3 / 4, seed);
        PictureSpectrum spectrum = PictureSpectrum.of(image);
        PerceptualHash expected = PerceptualHash.of(turned(image, form));

        assertThat(spectrum.hash(form).distance(expected))
            .as("seed %d, side %d", seed, side)
            .isLessThanOrEqualTo(side < 256 ? 2 : PerceptualHash.SAME / 2 + 1);
        assertThat(spectrum.hashes().get(form.ordinal())).isEqualTo(spectrum.hash(form));
      }
    }
  }

  @Test
  void formsOfOnePictureAreFarFromEachOther() {
    List<PerceptualHash> forms = PictureSpectrum.of(blobs(128, 128, 5)).hashes();
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(forms.get(i).distance(forms.get(j))).isGreaterThan(60);
      }
    }
  }

  @Test
  void staysWhenThePictureIsSavedAgain() throws UnreadableImageException {
    for (int seed = 0; seed < 10; seed++) {
      Image image = blobs(200, 160, seed);
      PerceptualHash hash = PerceptualHash.of(image);
      Image jpeg = ImageReader.read(Jpeg.encode(image, 0.6), "jpeg", 1 << 20);
      List<Image> alike =
          List.of(
              image.resized(100, 80),
              image.resized(330, 270),
              image.resized(700, 700, Windows.Filter.LANCZOS),
              jpeg,
              brighter(image, 0.8, 20),
              image.withChannels(1));
      for (Image other : alike) {
        assertThat(hash.distance(PerceptualHash.of(other)))
            .as("seed %d, %s", seed, other)
            .isLessThanOrEqualTo(PerceptualHash.SAME);
      }
    }
  }

  @Test
  void isAHundredAndTwentyEightApartFromThatOfAnother() {
    List<PerceptualHash> hashes = new ArrayList<>();
    for (int seed = 0; seed < 60; seed++) {
      hashes.add(PerceptualHash.of(blobs(96, 96, 1000 + seed)));
    }
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < hashes.size(); i++) {
      for (int j = 0; j < i; j++) {
        int distance = hashes.get(i).distance(hashes.get(j));
        assertThat(distance).as("%d and %d", i, j).isGreaterThan(2 * PerceptualHash.SAME);
        sum += distance;
        pairs++;
      }
    }
    assertThat(sum / pairs).isBetween(124.0, 132.0);
  }

  @Test
  void qualityIsZeroWhereThereIsNothingToSee() {
    for (int level : new int[] {0, 1, 128, 255}) {
      byte[] samples = new byte[37 * 91];
      Arrays.fill(samples, (byte) level);
      PictureSpectrum spectrum = PictureSpectrum.of(new Image(37, 91, 1, samples));
      assertThat(spectrum.quality()).as("level %d", level).isZero();
      assertThat(spectrum.isTelling()).isFalse();
    }
    assertThat(PictureSpectrum.of(new Image(1, 1, 3, new byte[3])).quality()).isZero();
    assertThat(PictureSpectrum.of(ImageTest.random(64, 64, 3, 1)).quality()).isEqualTo(100);
  }

  @Test
  void qualityAddsUpTheStepsBetweenNeighbours() {
    // One edge from black to white through all 64 rows: 64 steps of 100 percent.
    byte[] samples = new byte[64 * 64];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i % 64 < 20 ? 0 : 255);
    }
    Image edge = new Image(64, 64, 1, samples);
    assertThat(PictureSpectrum.of(edge).quality()).isEqualTo(64 * 100 / 90);
  }

  @Test
  void hexIsReadBack() {
    PerceptualHash hash =
        PerceptualHash.ofHex("f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22");
    assertThat(hash.fourth()).isEqualTo(0xf8f8f0cee0f4a84fL);
    assertThat(hash.first()).isEqualTo(0x33e6b39c4e9c9b22L);
    assertThat(hash.hex())
        .isEqualTo("f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22");
    assertThat(hash.distance(hash)).isZero();
    assertThat(hash.distance(new PerceptualHash(~hash.first(), hash.second(), 0, hash.fourth())))
        .isEqualTo(64 + Long.bitCount(hash.third()));
  }

  @ParameterizedTest
  @CsvSource({"''", "f8", "g8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22"})
  void refusesWhatIsNoHash(String hex) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PerceptualHash.ofHex(hex))
        .withMessageContaining("64 hexadecimal digits, not '" + hex + "'");
  }
}
