package io.github.diffusion4j.eval.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PartialCopiesTest {
  private static final int SEEDS = 2000;

  private static RandomStream stream(long seed) {
    return RandomStream.of(seed, "test.partial", 0);
  }

  @ParameterizedTest
  @EnumSource(CutMix.Role.class)
  void boxesCoverAThirdOnAverage(CutMix.Role role) {
    double sum = 0;
    double squares = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      double share = new CutMix(role).box(128, 96, stream(seed)).share();
      sum += share;
      squares += share * share;
    }
    // With u = 1 - lambda uniform, a span covers sqrt(u) - u/4 of its side on average, so that a
    // box
    // covers the mean of u - u^1.5 / 2 + u^2 / 16 = 1/2 - 1/5 + 1/48. Whole pixels take a bit off.
    double mean = sum / SEEDS;
    double error = Math.sqrt((squares / SEEDS - mean * mean) / SEEDS);
    assertThat(mean).isCloseTo(77.0 / 240, within(4 * error + 0.008));
  }

  @Test
  void eachSampleOfACutMixIsOneOfThePicturesOwn() {
    Image source = TestPictures.noise(1, 16, 16, 3);
    Image other = TestPictures.noise(2, 16, 16, 3);
    for (int seed = 0; seed < 200; seed++) {
      Mask box = new CutMix(CutMix.Role.FOREGROUND).box(16, 16, stream(seed));
      Image front = new CutMix(CutMix.Role.FOREGROUND).apply(source, other, stream(seed));
      for (int i = 0; i < 256; i++) {
        Image owner = box.at(i % 16, i / 16) == 1 ? source : other;
        assertThat(front.sample(i % 16, i / 16, 2))
            .as("seed %d", seed)
            .isEqualTo(owner.sample(i % 16, i / 16, 2));
      }
    }
  }

  @Test
  void somethingOfTheSourceIsAlwaysThere() {
    for (int side : new int[] {1, 2, 3, 8}) {
      for (int seed = 0; seed < 500; seed++) {
        assertThat(new CutMix(CutMix.Role.FOREGROUND).box(side, side, stream(seed)).share())
            .as("seed %d", seed)
            .isPositive();
        assertThat(new CutMix(CutMix.Role.BACKGROUND).box(side, side, stream(seed)).share())
            .as("seed %d", seed)
            .isLessThan(1);
      }
    }
  }

  @Test
  void aDiagonalKeepsTwoQuartersAndSoftensTheOthersEdges() {
    Image source = TestPictures.constant(0, 32, 64, 1);
    Image other = TestPictures.constant(240, 32, 64, 1);
    Set<Image> both = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      both.add(new DiagonalOutpainting().apply(source, other, stream(seed)));
    }
    assertThat(both).hasSize(2);
    for (Image copy : both) {
      boolean falling = copy.sample(0, 0, 0) == 0;
      for (int i = 0; i < 32 * 64; i++) {
        int x = i % 32;
        int y = i / 32;
        boolean kept = (x < 16 == y < 32) == falling;
        // A feather of 2 pixels: a third of the way to the other picture with each.
        int across = x < 16 ? 16 - x : x - 15;
        int down = y < 32 ? 32 - y : y - 31;
        int expected = kept ? 0 : Math.min(3, Math.min(across, down)) * 80;
        assertThat(copy.sample(x, y, 0)).as("(%d, %d)", x, y).isEqualTo(expected);
      }
    }
  }

  @Test
  void aPatchIsAQuarterFromAnywhere() {
    Image source = TestPictures.constant(0, 32, 32, 1);
    Image other = TestPictures.constant(240, 32, 32, 1);
    Set<Integer> places = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Image copy = new PatchOutpainting().apply(source, other, stream(seed));
      assertThat(TestPictures.share(copy, 0)).as("seed %d", seed).isEqualTo(0.25);
      int first = 0;
      while (copy.sample(first % 32, first / 32, 0) != 0) {
        first++;
      }
      places.add(first);
    }
    // Of 17 * 17 places 2,000 draws miss one with a chance of 289 * exp(-6.9) at most.
    assertThat(places).hasSizeGreaterThan(270);
  }

  @Test
  void aSegmentIsPastedAtItsPlace() {
    Image source = TestPictures.grey(20, 20, (x, y) -> square(x, y) ? 200 : 10 + (x + y) % 3);
    Image other = TestPictures.noise(1, 20, 20, 1);
    Image copy = new SegmentPaste(false).apply(source, other, stream(1));
    for (int i = 0; i < 400; i++) {
      int x = i % 20;
      int y = i / 20;
      assertThat(copy.sample(x, y, 0)).isEqualTo((square(x, y) ? source : other).sample(x, y, 0));
    }
  }

  private static boolean square(int x, int y) {
    return x >= 4 && x < 12 && y >= 6 && y < 14;
  }

  @Test
  void aMovedSegmentIsSmallerAndElsewhere() {
    Image source =
        TestPictures.grey(64, 64, (x, y) -> x < 40 && x >= 20 && y >= 30 && y < 50 ? 200 : 0);
    Image other = TestPictures.constant(90, 64, 64, 1);
    double sum = 0;
    Set<Integer> tops = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Image copy = new SegmentPaste(true).apply(source, other, stream(seed));
      double share = 1 - TestPictures.share(copy, 90);
      assertThat(share * 64 * 64).as("seed %d", seed).isBetween(15.0 * 15 - 20, 20.0 * 20 + 20);
      sum += share;
      int first = 0;
      while (copy.sample(first % 64, first / 64, 0) == 90) {
        first++;
      }
      tops.add(first / 64);
    }
    // The mean of the squared scale is (1 - 0.75^3) / (3 * 0.25) = 0.7708.
    assertThat(sum / SEEDS).isCloseTo(0.7708 * 400 / 4096, within(0.002));
    assertThat(tops).contains(0).hasSizeGreaterThan(40);
  }
}
