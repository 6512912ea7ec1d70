package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.ColourChange;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.NoiseProcess;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureAugmentationTest {
  private static final int SIZE = 16;
  private static final int COUNT = 4000;

  private static Image noise(int channels, int seed) {
    byte[] samples = new byte[SIZE * SIZE * channels];
    new SplittableRandom(seed).nextBytes(samples);
    return new Image(SIZE, SIZE, channels, samples);
  }

  private static float[] planar(Image image) {
    float[] pixels = new float[image.channels() * SIZE * SIZE];
    image.toPlanar(pixels, 0);
    return pixels;
  }

  private static float[] varied(AugmentationSpec spec, long seed, Image image, long position) {
    float[] pixels = new float[image.channels() * SIZE * SIZE];
    new PictureAugmentation(spec, seed).write(image, position, pixels, 0);
    return pixels;
  }

  private static AugmentationSpec crop(double least, double most) {
    return new AugmentationSpec(false, least, most, 0, 0, 0, 0, 0);
  }

  @Test
  void zeroStrengthIsThePictureBitForBit() {
    for (int position = 0; position < 50; position++) {
      Image image = noise(position % 2 == 0 ? 3 : 1, position);
      assertThat(varied(AugmentationSpec.NONE, 5, image, position)).isEqualTo(planar(image));
    }
  }

  @Test
  void halfOfThePicturesAreUpsideDown() {
    AugmentationSpec spec = new AugmentationSpec(true, 1, 1, 0, 0, 0, 0, 0);
    Image image = noise(3, 1);
    float[] before = planar(image);
    int turned = 0;
    for (int position = 0; position < 400; position++) {
      float[] after = varied(spec, 8, image, position);
      boolean upsideDown = after[0] != before[0] || after[1] != before[1];
      turned += upsideDown ? 1 : 0;
      for (int i = 0; i < after.length; i++) {
        int row = i / SIZE % SIZE;
        int from = upsideDown ? i + (SIZE - 1 - 2 * row) * SIZE : i;
        assertThat(after[i]).isEqualTo(before[from]);
      }
    }
    assertThat(turned).as("seed 8").isBetween(150, 250);
  }

  @Test
  void cropsLieAnywhereAndKeepTheShareTheyShould() {
    long seed = 21;
    PictureAugmentation augmentation = new PictureAugmentation(crop(0.5, 1), seed);
    double shares = 0;
    double across = 0;
    double squares = 0;
    for (int position = 0; position < COUNT; position++) {
      PictureAugmentation.Drawn drawn = augmentation.draw(position);
      assertThat(drawn.share()).as("seed %s", seed).isBetween(0.5, 1.0);
      shares += drawn.share() / COUNT;
      across += drawn.across() / COUNT;
      squares += drawn.share() * drawn.share() / COUNT;
    }
    assertThat(shares).as("mean, seed %s", seed).isCloseTo(0.75, within(0.01));
    assertThat(squares - shares * shares)
        .as("variance, seed %s", seed)
        .isCloseTo(0.25 / 12, within(0.002));
    assertThat(across).as("seed %s", seed).isCloseTo(0.5, within(0.02));
  }

  @Test
  void aCropIsThePartEnlarged() {
    int[] lefts = new int[SIZE];
    for (int position = 0; position < 500; position++) {
      Image image = noise(3, position);
      AugmentationSpec half = crop(0.5, 0.5);
      PictureAugmentation.Drawn drawn = new PictureAugmentation(half, 3).draw(position);
      int left = (int) (drawn.across() * 9);
      int top = (int) (drawn.down() * 9);
      lefts[left]++;
      Image expected = image.cropped(left, top, 8, 8).resized(SIZE, SIZE);
      assertThat(varied(half, 3, image, position)).isEqualTo(planar(expected));
    }
    for (int left = 0; left < 9; left++) {
      assertThat(lefts[left]).as("crops that begin at %s, seed 3", left).isBetween(25, 90);
    }
  }

  @Test
  void anglesAreEvenUpToTheLargest() {
    long seed = 4;
    PictureAugmentation augmentation =
        new PictureAugmentation(new AugmentationSpec(false, 1, 1, 30, 0, 0, 0, 0), seed);
    double mean = 0;
    double squares = 0;
    for (int position = 0; position < COUNT; position++) {
      double degrees = augmentation.draw(position).degrees();
      assertThat(degrees).isBetween(-30.0, 30.0);
      mean += degrees / COUNT;
      squares += degrees * degrees / COUNT;
    }
    assertThat(mean).as("seed %s", seed).isCloseTo(0, within(1.0));
    assertThat(squares).as("seed %s", seed).isCloseTo(300, within(15.0));
  }

  @Test
  void factorsAreEvenAroundOneAndNeverBelowZero() {
    long seed = 6;
    PictureAugmentation augmentation =
        new PictureAugmentation(new AugmentationSpec(false, 1, 1, 0, 0.4, 0.2, 2, 0.1), seed);
    double mean = 0;
    for (int position = 0; position < COUNT; position++) {
      ColourChange colours = augmentation.draw(position).colours();
      assertThat(colours.brightness()).isBetween(0.6, 1.4);
      assertThat(colours.contrast()).isBetween(0.8, 1.2);
      assertThat(colours.saturation()).isBetween(0.0, 3.0);
      assertThat(colours.hue()).isBetween(-0.1, 0.1);
      mean += colours.brightness() / COUNT;
    }
    assertThat(mean).as("seed %s", seed).isCloseTo(1, within(0.01));
  }

  /** One change switched on leaves the others as they were. */
  @Test
  void changesAreDrawnIndependentlyOfEachOther() {
    PictureAugmentation all =
        new PictureAugmentation(new AugmentationSpec(true, 0.5, 1, 30, 0.4, 0.2, 0.3, 0.1), 6);
    PictureAugmentation hue =
        new PictureAugmentation(new AugmentationSpec(false, 1, 1, 0, 0, 0, 0, 0.1), 6);
    for (int position = 0; position < 100; position++) {
      assertThat(hue.draw(position).colours().hue()).isEqualTo(all.draw(position).colours().hue());
    }
  }

  @Test
  void staysWithinTheLevelsOfPictures() {
    AugmentationSpec strong = new AugmentationSpec(true, 0.3, 1, 180, 1, 1, 1, 0.5);
    for (int position = 0; position < 100; position++) {
      for (float pixel : varied(strong, 2, noise(3, position), position)) {
        assertThat(pixel).as("position %s", position).isBetween(-1f, 1f);
      }
    }
  }

  /** What training sees is what the sheet shows, in any order that batches are asked for. */
  @Test
  void batchesVaryPicturesByTheirPlaceInTheRun() {
    Stripes data = new Stripes(10, "a".repeat(64));
    NoiseProcess process = Formulation.DDPM_COSINE.preconditioning().process();
    TrainingSpec spec =
        new TrainingSpec(9, null, 4, 2, 1e-3, 0, Decay.CONSTANT, 0, 1, 0.9, 0, true, 4, false, 1, 1)
            .withAugmentation(new AugmentationSpec(true, 0.5, 1, 40, 0.3, 0.3, 0, 0));
    Batches straight = new Batches(data, process, spec);
    Batches resumed = new Batches(data, process, spec);
    resumed.of(9, 1);
    EpochOrder order = new EpochOrder(10, 4);
    int changed = 0;
    for (int position = 0; position < 36; position++) {
      Batches.Batch batch = straight.of(position / 4 + 1, position / 2 % 2);
      assertThat(resumed.of(position / 4 + 1, position / 2 % 2).clean()).isEqualTo(batch.clean());
      int picture = order.picture(position);
      Image expected = Image.ofPlanar(batch.clean(), position % 2 * 64, 1, 8, 8);
      assertThat(straight.seen(picture, position / 10)).isEqualTo(expected);
      changed += expected.equals(data.image(picture)) ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(30);
  }

  @Test
  void saysWhichNumberIsWrong() {
    assertThatThrownBy(() -> crop(0, 1))
        .hasMessage("crop-min is 0.0; it must be above 0 and at most 1");
    assertThatThrownBy(() -> crop(0.8, 0.5))
        .hasMessage("crop-max is 0.5; it must be at least crop-min, which is 0.8, and at most 1");
    assertThatThrownBy(() -> new AugmentationSpec(false, 1, 1, 181, 0, 0, 0, 0))
        .hasMessage("rotation is 181.0; it must be from 0 to 180 degrees");
    assertThatThrownBy(() -> new AugmentationSpec(false, 1, 1, 0, -1, 0, 0, 0))
        .hasMessageStartingWith("brightness is -1.0");
    assertThatThrownBy(() -> new AugmentationSpec(false, 1, 1, 0, 0, Double.NaN, 0, 0))
        .hasMessageStartingWith("contrast is NaN");
    assertThatThrownBy(() -> new AugmentationSpec(false, 1, 1, 0, 0, 0, 11, 0))
        .hasMessageStartingWith("saturation is 11.0");
    assertThatThrownBy(() -> new AugmentationSpec(false, 1, 1, 0, 0, 0, 0, 0.6))
        .hasMessage("hue is 0.6; it must be from 0 to 0.5 turns");
  }
}
