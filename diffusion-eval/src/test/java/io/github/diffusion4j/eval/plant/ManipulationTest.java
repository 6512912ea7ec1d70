package io.github.diffusion4j.eval.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManipulationTest {
  private static final int[][] SIZES = {{1, 1}, {1, 5}, {2, 2}, {3, 2}, {28, 28}, {33, 17}};

  static List<Manipulation> all() {
    return Manipulation.all();
  }

  private static RandomStream stream(long seed) {
    return RandomStream.of(seed, "test.manipulation", 0);
  }

  @Test
  void theirNamesAndOrderAreFixed() {
    assertThat(all())
        .extracting(Manipulation::name)
        .containsExactly(
            "flip",
            "crop",
            "jpeg",
            "colour",
            "noise",
            "blur",
            "cutmix",
            "cutmix-background",
            "segment",
            "segment-moved",
            "diagonal",
            "patch");
    assertThat(Manipulation.standard())
        .extracting(Manipulation::name)
        .containsExactly("flip", "crop", "jpeg", "colour", "noise");
    assertThat(Manipulation.partial()).isEqualTo(all().subList(6, 12));
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepsSizeAndChannelsOfAnyPicture(Manipulation kind) {
    for (int[] size : SIZES) {
      for (int channels : new int[] {1, 3}) {
        for (int seed = 0; seed < 20; seed++) {
          Image source = TestPictures.noise(seed, size[0], size[1], channels);
          Image other = TestPictures.noise(seed + 100, size[0], size[1], channels);
          Image copy = kind.apply(source, other, stream(seed));
          assertThat(copy.toString()).as("seed %d", seed).isEqualTo(source.toString());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameStreamMakesTheSameCopy(Manipulation kind) {
    Image source = TestPictures.noise(1, 24, 18, 3);
    Image other = TestPictures.noise(2, 24, 18, 3);
    Set<Image> copies = new HashSet<>();
    for (int seed = 0; seed < 30; seed++) {
      Image copy = kind.apply(source, other, stream(seed));
      assertThat(kind.apply(source, other, stream(seed))).as("seed %d", seed).isEqualTo(copy);
      copies.add(copy);
    }
    // A mirror image has nothing to decide, a fixed segment neither, a diagonal one thing of two.
    int least = kind instanceof Flip || kind.equals(new SegmentPaste(false)) ? 1 : 2;
    assertThat(copies).hasSizeGreaterThanOrEqualTo(least).doesNotContain(other);
  }

  @ParameterizedTest
  @MethodSource("all")
  void wholeCopiesDoNotLookAtTheOtherAndPartialOnesHaveSomeOfBoth(Manipulation kind) {
    for (int seed = 0; seed < 50; seed++) {
      Image source = TestPictures.constant(50, 16, 16, 1);
      Image other = TestPictures.constant(200, 16, 16, 1);
      Image copy = kind.apply(source, other, stream(seed));
      if (kind.isPartial()) {
        assertThat(TestPictures.share(copy, 50)).as("seed %d", seed).isPositive();
      } else {
        Image another = TestPictures.noise(seed, 3, 2, 3);
        assertThat(kind.apply(source, another, stream(seed))).as("seed %d", seed).isEqualTo(copy);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aConstantPictureStaysOneWhereItIsKept(Manipulation kind) {
    Image source = TestPictures.constant(120, 20, 12, 3);
    Image copy = kind.apply(source, source, stream(3));
    if (kind instanceof Noise) {
      assertThat(TestPictures.share(copy, 120)).isLessThan(0.2);
    } else if (kind instanceof ColourJitter) {
      assertThat(TestPictures.share(copy, copy.sample(0, 0, 0))).isEqualTo(1);
    } else if (kind instanceof Compression) {
      assertThat(TestPictures.share(copy, copy.sample(0, 0, 0))).isEqualTo(1);
      assertThat(copy.sample(0, 0, 0)).isBetween(115, 125);
    } else {
      assertThat(copy).isEqualTo(source);
    }
  }

  @Test
  void aGreyAndAColouredPictureMixInColour() {
    for (Manipulation kind : Manipulation.partial()) {
      Image grey = TestPictures.noise(1, 9, 9, 1);
      Image coloured = TestPictures.noise(2, 9, 9, 3);
      assertThat(kind.apply(grey, coloured, stream(1)).channels()).as(kind.name()).isEqualTo(3);
      assertThat(kind.apply(coloured, grey, stream(1)).channels()).as(kind.name()).isEqualTo(3);
    }
  }

  @Test
  void picturesOfOtherSizesAreNotMixed() {
    for (Manipulation kind : Manipulation.partial()) {
      Image source = TestPictures.noise(1, 9, 9, 1);
      Image other = TestPictures.noise(2, 9, 8, 1);
      assertThatThrownBy(() -> kind.apply(source, other, stream(1)))
          .as(kind.name())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a picture of 9x9 pixels is mixed with one of its size, not with 9x8 grey; resize it");
    }
  }
}
