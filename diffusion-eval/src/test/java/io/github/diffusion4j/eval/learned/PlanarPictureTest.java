package io.github.diffusion4j.eval.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanarPictureTest {
  static Image noise(int width, int height, int channels, long seed) {
    RandomStream random = RandomStream.of(seed, "test.noise", 0);
    byte[] samples = new byte[width * height * channels];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) random.nextInt(256);
    }
    return new Image(width, height, channels, samples);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void mirroringSwapsColumns(int channels) {
    Image picture = noise(5, 4, channels, 1);
    PlanarPicture planar = PlanarPicture.of(picture);
    planar.mirror();
    Image mirrored = planar.image();
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 5; x++) {
        assertThat(mirrored.sample(x, y, channels - 1))
            .isEqualTo(picture.sample(4 - x, y, channels - 1));
      }
    }
    planar.mirror();
    assertThat(planar.image()).isEqualTo(picture);
  }

  @Test
  void cropsKeepTheirPart() {
    Image picture = noise(8, 8, 3, 2);
    PlanarPicture planar = PlanarPicture.of(picture);
    planar.crop(new Box(0, 0, 8, 8));
    assertThat(planar.image()).isEqualTo(picture);
    planar.crop(new Box(2, 3, 1, 1));
    for (int c = 0; c < 3; c++) {
      assertThat(planar.image().sample(7, 0, c)).isEqualTo(picture.sample(2, 3, c));
    }
  }

  @Test
  void boxesArePastedAndFilledInPlace() {
    Image under = noise(6, 5, 3, 3);
    Image over = noise(6, 5, 3, 4);
    Box box = new Box(1, 2, 3, 2);
    PlanarPicture pasted = PlanarPicture.of(under);
    pasted.paste(PlanarPicture.of(over), box);
    PlanarPicture filled = PlanarPicture.of(under);
    filled.fill(box, new double[] {-1, 0, 1});
    int[] levels = {0, 128, 255};
    for (int i = 0; i < 90; i++) {
      int x = i % 6;
      int y = i / 6 % 5;
      int c = i / 30;
      boolean inside = x >= 1 && x < 4 && y >= 2 && y < 4;
      assertThat(pasted.image().sample(x, y, c)).isEqualTo((inside ? over : under).sample(x, y, c));
      assertThat(filled.image().sample(x, y, c))
          .isEqualTo(inside ? levels[c] : under.sample(x, y, c));
    }
  }

  @Test
  void blurSpreadsOnePixelAsAGaussian() {
    byte[] samples = new byte[15 * 15];
    samples[7 * 15 + 7] = (byte) 255;
    PlanarPicture point = PlanarPicture.of(new Image(15, 15, 1, samples));
    point.blur(1);
    float[] values = point.values();
    double sum = 0;
    for (float value : values) {
      sum += (value + 1) / 2;
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
    double middle = values[7 * 15 + 7] + 1;
    assertThat((values[7 * 15 + 8] + 1) / middle).isCloseTo(Math.exp(-0.5), within(1e-4));
    assertThat((values[5 * 15 + 7] + 1) / middle).isCloseTo(Math.exp(-2), within(1e-4));
  }

  @Test
  void noiseHasItsDeviation() {
    PlanarPicture grey = PlanarPicture.of(new Image(64, 64, 1, new byte[64 * 64]).withChannels(3));
    grey.mix(PlanarPicture.of(noise(64, 64, 3, 8)), 0.1);
    float[] before = grey.values().clone();
    grey.addNoise(0.02, RandomStream.of(1, "test", 0));
    double squares = 0;
    int inside = 0;
    for (int i = 0; i < before.length; i++) {
      boolean away = before[i] > -0.9;
      squares += away ? Math.pow(grey.values()[i] - before[i], 2) : 0;
      inside += away ? 1 : 0;
    }
    assertThat(Math.sqrt(squares / inside)).isCloseTo(0.02, within(0.001));
  }

  @Test
  void mixturesGoFromOneToTheOther() {
    PlanarPicture one = PlanarPicture.of(noise(4, 4, 1, 5));
    PlanarPicture other = PlanarPicture.of(noise(4, 4, 1, 6));
    one.mix(other, 1);
    assertThat(one.image()).isEqualTo(other.image());
  }

  @Test
  void greyAndCompressedPicturesKeepTheirChannels() {
    PlanarPicture colours = PlanarPicture.of(noise(8, 8, 3, 7));
    colours.grey();
    colours.jpeg(0.9);
    Image picture = colours.image();
    assertThat(picture.channels()).isEqualTo(3);
    assertThat(picture.sample(3, 3, 0)).isEqualTo(picture.sample(3, 3, 2));
  }

  @Test
  void everyAugmentationStaysWithinTheLevels() {
    CopyAugmentation all = new CopyAugmentation(0, 1, 1, 1, 1, 1, 0.3, 1, 0.8, 0.5, 1, 1, 1, 1);
    for (int seed = 0; seed < 50; seed++) {
      PlanarPicture picture = PlanarPicture.of(noise(24, 24, 1 + 2 * (seed % 2), seed));
      PlanarPicture other = PlanarPicture.of(noise(24, 24, 1 + 2 * (seed % 2), seed + 100));
      float[] before = picture.values().clone();
      all.edit(picture, other, RandomStream.of(seed, "test", 0));
      assertThat(picture.values()).as("seed %d", seed).isNotEqualTo(before);
      for (float value : picture.values()) {
        assertThat(value).as("seed %d", seed).isBetween(-1.0001f, 1.0001f);
      }
    }
  }
}
