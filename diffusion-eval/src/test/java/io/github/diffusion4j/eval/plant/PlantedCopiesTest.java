package io.github.diffusion4j.eval.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlantedCopiesTest {
  private static final List<Image> SOURCES = TestPictures.noises(10, 12, 12, 3);
  private static final List<Image> OTHERS =
      IntStream.range(0, 4).mapToObj(i -> TestPictures.noise(50 + i, 20, 9, 3)).toList();

  @Test
  void everyKindCopiesTheSameSourcesAsOftenAsEachOther() {
    List<PlantedCopy> copies = new PlantedCopies(SOURCES, OTHERS, 7).of(Manipulation.all(), 25);
    assertThat(copies).hasSize(12 * 25);
    int[] first = sources(copies.subList(0, 25));
    for (int kind = 0; kind < 12; kind++) {
      List<PlantedCopy> own = copies.subList(kind * 25, (kind + 1) * 25);
      assertThat(own)
          .extracting(PlantedCopy::manipulation)
          .containsOnly(Manipulation.all().get(kind));
      assertThat(sources(own)).isEqualTo(first);
    }
    for (int source = 0; source < 10; source++) {
      int wanted = source;
      assertThat(IntStream.of(first).filter(i -> i == wanted).count()).isBetween(2L, 3L);
      assertThat(IntStream.of(first).limit(10).filter(i -> i == wanted).count()).isEqualTo(1);
    }
  }

  private static int[] sources(List<PlantedCopy> copies) {
    return copies.stream().mapToInt(PlantedCopy::source).toArray();
  }

  @Test
  void theSeedAloneDecides() {
    List<Manipulation> all = Manipulation.all();
    List<PlantedCopy> copies = new PlantedCopies(SOURCES, OTHERS, 7).of(all, 6);
    assertThat(new PlantedCopies(SOURCES, OTHERS, 7).of(all, 6)).isEqualTo(copies);
    assertThat(new PlantedCopies(SOURCES, OTHERS, 8).of(all, 6)).isNotEqualTo(copies);
    // Neither the other kinds nor how many there are changes a copy.
    List<PlantedCopy> patches = new PlantedCopies(SOURCES, OTHERS, 7).of(all.subList(11, 12), 3);
    assertThat(patches).isEqualTo(copies.subList(66, 69));
  }

  @Test
  void aCopyIsOfItsSource() {
    for (PlantedCopy copy : new PlantedCopies(SOURCES, OTHERS, 7).of(List.of(new Flip()), 10)) {
      Image back = new Flip().apply(copy.picture(), null, RandomStream.of(0, "none", 0));
      assertThat(back).isEqualTo(SOURCES.get(copy.source()));
    }
  }

  @Test
  void noPictureIsPastedIntoItsOwnCopy() {
    List<Image> doubled = new ArrayList<>(SOURCES.subList(0, 1));
    doubled.addAll(SOURCES.subList(0, 2));
    for (int seed = 0; seed < 20; seed++) {
      for (PlantedCopy copy :
          new PlantedCopies(doubled, doubled, seed).of(List.of(new DiagonalOutpainting()), 3)) {
        assertThat(copy.picture()).as("seed %d", seed).isNotEqualTo(doubled.get(copy.source()));
      }
    }
  }

  @Test
  void whatCannotBePlantedIsSaid() {
    assertThatThrownBy(() -> new PlantedCopies(List.of(), OTHERS, 1))
        .isInstanceOf(EvaluationException.class)
        .hasMessageStartingWith("0 pictures to copy and 4 others to fill with");
    List<Image> one = SOURCES.subList(0, 1);
    PlantedCopies alone = new PlantedCopies(one, one, 1);
    assertThat(alone.of(Manipulation.standard(), 2)).hasSize(10);
    assertThatThrownBy(() -> alone.of(Manipulation.partial(), 2))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(
            "all of the 1 pictures to fill with are equal to the picture that is copied; name others");
  }
}
