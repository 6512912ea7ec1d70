package io.github.diffusion4j.eval.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.feature.Nearest;
import io.github.diffusion4j.eval.replication.TiledDistance;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelSearchTest {
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

  private static Image mirrored(Image picture) {
    byte[] samples = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < samples.length; i++) {
      int pixel = i / 3;
      samples[i] = (byte) picture.sample(SIDE - 1 - pixel % SIDE, pixel / SIDE, i % 3);
    }
    return new Image(SIDE, SIDE, 3, samples);
  }

  @Test
  void distancesOfDescribedPicturesAreNormalised() {
    Image black = new Image(SIDE, SIDE, 3, new byte[SIDE * SIDE * 3]);
    byte[] white = new byte[4];
    Arrays.fill(white, (byte) 255);
    Features both = PIXELS.describe(List.of(black, new Image(2, 2, 1, white)));
    assertThat(Nearest.others(both, 1).distances(1)[0]).isCloseTo(1, within(1e-12));
    Image picture = pictures("one", 1).get(0);
    assertThat(PIXELS.mirrored(PIXELS.describe(picture)))
        .containsExactly(PIXELS.describe(mirrored(picture)));
  }

  @Test
  void theTiledSearchIsExactAndSeesMirroredCopies() {
    List<Image> training = pictures("training", 60);
    List<Image> generated = pictures("generated", 20);
    generated.set(3, mirrored(training.get(41)));
    generated.set(4, training.get(17));
    Features rows = PIXELS.describe(training);
    Features queries = PIXELS.describe(generated);
    TiledSearch.Match[] matches =
        new TiledSearch(PIXELS, TiledDistance.standard()).nearest(queries, rows);
    assertThat(matches[3]).isEqualTo(new TiledSearch.Match(41, 0, true));
    assertThat(matches[4]).isEqualTo(new TiledSearch.Match(17, 0, false));
    double scale = Math.sqrt(rows.dimensions());
    for (int q = 0; q < queries.size(); q++) {
      double smallest = Double.MAX_VALUE;
      for (int r = 0; r < rows.size(); r++) {
        for (double[] form : new double[][] {queries.row(q), PIXELS.mirrored(queries.row(q))}) {
          smallest =
              Math.min(
                  smallest,
                  scale * TiledDistance.standard().largest(form, rows.row(r), SIDE, SIDE));
        }
      }
      assertThat(matches[q].distance()).as("picture %d", q).isEqualTo(smallest);
    }
    Features other = Features.of(DescriptorIdentity.of("other", ""), new double[][] {{1}});
    assertThatThrownBy(() -> new TiledSearch(PIXELS, TiledDistance.standard()).nearest(other, rows))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("cannot be compared");
  }

  @Test
  void theEnginesSearchAgreesWithDoublesAndLeavesOutThePictureItself() {
    List<Image> set = pictures("set", 50);
    // Five copies of one picture: more than are asked for.
    for (int i = 10; i < 15; i++) {
      set.set(i, set.get(2));
    }
    Features rows = PIXELS.describe(set);
    try (Engine engine = Engine.open()) {
      Nearest fast = NeighbourSearch.others(rows, 3, engine);
      Nearest exact = Nearest.others(rows, 3);
      assertThat(fast.rows()).isDeepEqualTo(exact.rows());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(fast.rows()[i]).doesNotContain(i);
        assertThat(fast.squared()[i]).containsExactly(exact.squared()[i], within(1e-7));
      }
      assertThatThrownBy(() -> NeighbourSearch.others(rows, 50, engine))
          .hasMessageContaining("at least 51 pictures; these are 50");
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
