package io.github.diffusion4j.eval.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelDescriptorTest {
  private static final int SIDE = 8;
  private static final PixelDescriptor PIXELS = new PixelDescriptor(SIDE, 3);

  private static List<Image> pictures(String role, int count) {
    List<Image> pictures = new ArrayList<>();
    for (int p = 0; p < count; p++) {
      RandomStream random = RandomStream.of(p, "test." + role, 0);
      byte[] samples = new byte[SIDE * SIDE * 3];
      int base = random.nextInt(200);
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (byte) (base + random.nextInt(56));
      }
      pictures.add(new Image(SIDE, SIDE, 3, samples));
    }
    return pictures;
  }

  @Test
  void distancesOfDescribedPicturesAreNormalised() {
    Image black = new Image(SIDE, SIDE, 3, new byte[SIDE * SIDE * 3]);
    byte[] white = new byte[4];
    Arrays.fill(white, (byte) 255);
    Features both = PIXELS.describe(List.of(black, new Image(2, 2, 1, white)));
    assertThat(Nearest.others(both, 1).distances(1)[0]).isCloseTo(1, within(1e-12));
  }

  @Test
  void levelsAreWholeAndTheDescriptionIsMadeOfThem() {
    Image picture = pictures("levels", 1).get(0);
    double[] levels = PIXELS.levels(picture);
    double[] described = PIXELS.describe(picture);
    for (int i = 0; i < levels.length; i++) {
      int pixel = i % (SIDE * SIDE);
      assertThat(levels[i])
          .isEqualTo(picture.sample(pixel % SIDE, pixel / SIDE, i / (SIDE * SIDE)));
      assertThat(described[i] * 255 * Math.sqrt(levels.length)).isCloseTo(levels[i], within(1e-10));
    }
  }

  @Test
  void digestsFindWhatIsTheSameInAnyFormat() {
    Image grey = new Image(2, 1, 1, new byte[] {7, 9});
    Image turned = new Image(1, 2, 1, new byte[] {7, 9});
    assertThat(PixelDigest.groups(List.of(grey, turned, grey.withChannels(3))))
        .containsExactly(List.of(0, 2));
  }
}
