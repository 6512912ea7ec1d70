package io.github.diffusion4j.eval.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;

class WholeCopiesTest {
  private static RandomStream stream(long seed) {
    return RandomStream.of(seed, "test.whole", 0);
  }

  @Test
  void mirroredTwiceIsThePicture() {
    for (int channels : new int[] {1, 3}) {
      Image picture = TestPictures.noise(1, 7, 4, channels);
      Image once = new Flip().apply(picture, picture, stream(0));
      assertThat(once.sample(0, 3, channels - 1)).isEqualTo(picture.sample(6, 3, channels - 1));
      assertThat(once).isNotEqualTo(picture);
      assertThat(new Flip().apply(once, once, stream(0))).isEqualTo(picture);
    }
  }

  @Test
  void aCropShowsARampMoreSlowly() {
    Image ramp = TestPictures.grey(101, 101, (x, y) -> x + y);
    for (int seed = 0; seed < 50; seed++) {
      Image crop = new Crop(new Range(0.6, 0.9)).apply(ramp, ramp, stream(seed));
      double slope = (crop.sample(80, 50, 0) - crop.sample(20, 50, 0)) / 60.0;
      assertThat(slope).as("seed %d", seed).isBetween(0.6 - 0.02, 0.9 + 0.02);
    }
    assertThat(new Crop(new Range(1, 1)).apply(ramp, ramp, stream(1))).isEqualTo(ramp);
  }

  @Test
  void jpegLosesMoreTheLowerItsQuality() {
    Image picture = TestPictures.noise(1, 32, 32, 3);
    double high =
        squares(new Compression(new Range(0.9, 0.9)).apply(picture, null, stream(0)), picture);
    double low =
        squares(new Compression(new Range(0.3, 0.3)).apply(picture, null, stream(0)), picture);
    assertThat(high).isPositive().isLessThan(low);
  }

  private static double squares(Image a, Image b) {
    byte[] one = a.samples();
    byte[] two = b.samples();
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      int difference = (one[i] & 0xFF) - (two[i] & 0xFF);
      sum += difference * difference;
    }
    return sum;
  }

  @Test
  void ofGreyPicturesBrightnessAndContrastChange() {
    Image picture = TestPictures.grey(2, 1, (x, y) -> x == 0 ? 100 : 140);
    for (int seed = 0; seed < 50; seed++) {
      RandomStream random = stream(seed);
      Image copy = new ColourJitter(0.2, 0.2, 0.2, 0.1).apply(picture, picture, random);
      assertThat(random.position()).isEqualTo(4);
      RandomStream same = stream(seed);
      double brightness = 0.8 + 0.4 * same.nextDouble();
      double contrast = 0.8 + 0.4 * same.nextDouble();
      assertThat((double) copy.sample(0, 0, 0))
          .as("seed %d", seed)
          .isCloseTo(brightness * (120 - contrast * 20), within(0.51));
      assertThat((double) copy.sample(1, 0, 0))
          .as("seed %d", seed)
          .isCloseTo(brightness * (120 + contrast * 20), within(0.51));
    }
    Image coloured = TestPictures.noise(1, 5, 5, 3);
    assertThat(new ColourJitter(0, 0, 0, 0).apply(coloured, coloured, stream(1)))
        .isEqualTo(coloured);
  }

  @Test
  void noiseHasItsDeviationAndNoMean() {
    Image grey = TestPictures.constant(128, 100, 100, 1);
    Image copy = new Noise(0.03).apply(grey, grey, stream(1));
    double sum = 0;
    for (byte sample : copy.samples()) {
      sum += (sample & 0xFF) - 128;
    }
    // 10,000 samples of deviation 7.65 and 1/12 more variance by rounding; four standard errors.
    assertThat(sum / 10_000).isCloseTo(0, within(0.31));
    assertThat(Math.sqrt(squares(copy, grey) / 10_000)).isCloseTo(7.66, within(0.22));
    assertThat(new Noise(0).apply(copy, copy, stream(1))).isEqualTo(copy);
  }

  @Test
  void blurIsANormalCurve() {
    Image dot = TestPictures.grey(41, 41, (x, y) -> x == 20 && y == 20 ? 255 : 0);
    double deviation = 0.02 * 41;
    Image blurred = new Blur(new Range(0.02, 0.02)).apply(dot, dot, stream(1));
    double norm = 0;
    for (int i = -3; i <= 3; i++) {
      norm += Math.exp(-i * i / (2 * deviation * deviation));
    }
    for (int x = 16; x <= 24; x++) {
      for (int y = 16; y <= 24; y++) {
        int square = (x - 20) * (x - 20) + (y - 20) * (y - 20);
        double expected =
            Math.max(Math.abs(x - 20), Math.abs(y - 20)) > 3
                ? 0
                : 255 * Math.exp(-square / (2 * deviation * deviation)) / (norm * norm);
        assertThat((double) blurred.sample(x, y, 0)).isCloseTo(expected, within(0.51));
      }
    }
  }
}
