package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {
  /** Grey pictures of 2x2 by their numbers; the class is the last digit. */
  private record Numbers(List<Integer> numbers) implements Dataset {
    static Numbers upTo(int count) {
      return new Numbers(IntStream.range(0, count).boxed().toList());
    }

    @Override
    public int size() {
      return numbers.size();
    }

    @Override
    public Image image(int index) {
      int number = numbers.get(index);
      byte[] samples = {(byte) number, (byte) (number >> 8), 0, 0};
      return new Image(2, 2, 1, samples);
    }

    @Override
    public int label(int index) {
      return numbers.get(index) % 10;
    }

    @Override
    public List<String> classes() {
      return IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    }

    @Override
    public String caption(int index) {
      return "number " + numbers.get(index);
    }
  }

  private static List<String> captions(Dataset data) {
    return IntStream.range(0, data.size()).mapToObj(data::caption).toList();
  }

  private static Set<String> digests(Dataset data) {
    Set<String> digests = new HashSet<>();
    IntStream.range(0, data.size()).forEach(i -> digests.add(data.digest(i)));
    return digests;
  }

  private static List<Integer> random(RandomStream stream, int count) {
    return IntStream.range(0, count).map(i -> stream.nextInt(3_000)).boxed().toList();
  }

  @Test
  void aPictureIsAllThatADataSetNeeds() {
    Image image = new Image(3, 3, 1, new byte[9]);
    Dataset data =
        new Dataset() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public Image image(int index) {
            return image;
          }
        };
    assertThat(data.imageSize()).isEqualTo(3);
    assertThat(data.channels()).isEqualTo(1);
    assertThat(data.label(0)).isEqualTo(-1);
    assertThat(data.description()).isEqualTo("1 pictures of 3x3 grey");
    assertThat(data.manifest().entries()).hasSize(1);
    assertThat(data.unreadable()).isEmpty();
  }

  @Test
  void aDigestIsOfThePicture() {
    Dataset data = new Numbers(List.of(1, 2, 1));
    assertThat(data.digest(0)).matches("[0-9a-f]{64}").isEqualTo(data.digest(2));
    assertThat(data.digest(1)).isNotEqualTo(data.digest(0));
    assertThat(new Numbers(List.of(1, 2, 2)).manifest()).isNotEqualTo(data.manifest());
    assertThat(new Numbers(List.of(1, 2, 1)).manifest()).isEqualTo(data.manifest());
  }

  @Test
  void shapesHaveOneDigestInEverySize() {
    Dataset small = CaptionedShapes.training(8, 3);
    Dataset large = CaptionedShapes.training(16, 1);
    assertThat(small.digest(5)).isEqualTo(large.digest(5)).isNotEqualTo(small.digest(6));
    assertThat(Datasets.shrunken(large, 4).digest(5)).isEqualTo(small.digest(5));
    assertThat(CaptionedShapes.heldOut(8, 3).digest(5)).isNotEqualTo(small.digest(5));
  }

  @Test
  void filtersAndSelects() {
    Dataset data = Numbers.upTo(30);
    Dataset odd = data.filter(i -> data.label(i) == 7);
    assertThat(captions(odd)).containsExactly("number 7", "number 17", "number 27");
    assertThat(odd.label(2)).isEqualTo(7);
    assertThat(odd.classes()).hasSize(10);
    assertThat(odd.digest(1)).isEqualTo(data.digest(17));
    assertThat(odd.image(1)).isEqualTo(data.image(17));
    assertThat(odd.description())
        .isEqualTo("30 pictures of 2x2 grey; of these 3 selected: 3 pictures");
    assertThat(captions(data.subset(4, 2, 4))).containsExactly("number 4", "number 2", "number 4");
    assertThat(captions(odd.subset(1))).containsExactly("number 17");
    assertThatThrownBy(() -> data.filter(i -> false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none is left");
    assertThatThrownBy(() -> data.subset(30)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> odd.image(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theManifestSaysWhatIsTaken() {
    Dataset data = Numbers.upTo(30);
    List<Dataset> views =
        List.of(
            data,
            data.subset(1, 2),
            data.subset(2, 1),
            data.subset(1, 3),
            data.shard(0, 3),
            data.shard(1, 3),
            data.repeat(2),
            data.repeat(3),
            data.concat(data),
            data.split(0.5, "a").training(),
            data.split(0.5, "a").heldOut(),
            data.split(0.5, "b").training(),
            data.split(0.4, "a").training());
    assertThat(views.stream().map(view -> view.manifest().digest())).doesNotHaveDuplicates();
    assertThat(data.subset(1, 2).manifest())
        .isEqualTo(data.filter(i -> i == 1 || i == 2).manifest());
  }

  @Test
  void shardsTakeEveryPictureOnce() {
    for (int size = 1; size < 12; size++) {
      Dataset data = Numbers.upTo(size);
      for (int of = 1; of <= size; of++) {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < of; number++) {
          Dataset shard = data.shard(number, of);
          assertThat(shard.size()).isBetween(size / of, size / of + 1);
          all.addAll(captions(shard));
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(captions(data));
      }
    }
    Dataset two = Numbers.upTo(2);
    assertThatThrownBy(() -> two.shard(2, 3)).isInstanceOf(DataException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> two.shard(2, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> two.shard(-1, 2));
  }

  @Test
  void repeatsInRounds() {
    Dataset data = Numbers.upTo(3).repeat(2);
    assertThat(captions(data))
        .containsExactly("number 0", "number 1", "number 2", "number 0", "number 1", "number 2");
    assertThatIllegalArgumentException().isThrownBy(() -> data.repeat(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.repeat(Integer.MAX_VALUE / 6 + 1))
        .withMessageContaining("1 to 357913941 times");
  }

  @Test
  void joinsClassesByName() {
    Image image = new Image(2, 2, 1, new byte[4]);
    DataManifest manifest = new DataManifest(List.of());
    Dataset first =
        new MemoryDataset(
            "a",
            FittedPictures.of(new Image[] {image, image}),
            Items.of(List.of("cat", "dog"), new int[] {0, 1}, List.of("", "")),
            manifest,
            List.of(new Unreadable("x", "empty", "no bytes")),
            List.of());
    Dataset second =
        new MemoryDataset(
            "b",
            FittedPictures.of(new Image[] {image, image, image}),
            Items.of(List.of("bird", "cat"), new int[] {0, 1, -1}, List.of("", "", "")),
            manifest,
            List.of(),
            List.of());
    Dataset both = first.concat(second);
    assertThat(both.classes()).containsExactly("cat", "dog", "bird");
    assertThat(IntStream.range(0, 5).map(both::label)).containsExactly(0, 1, 2, 0, -1);
    assertThat(both.unreadable()).hasSize(1);
    assertThat(both.description()).contains("; and b: 3 pictures");
    assertThatThrownBy(() -> both.label(5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> first.concat(CaptionedShapes.training(2, 3)))
        .withMessageContaining("2x2 grey and 2x2 RGB");
  }

  @Test
  void aSplitPartsAllPictures() {
    for (int seed = 0; seed < 50; seed++) {
      RandomStream stream = RandomStream.of(seed, "split-test", 0);
      Numbers data = new Numbers(random(stream, 100 + stream.nextInt(400)));
      double share = 0.1 + 0.8 * stream.nextDouble();
      DataSplit split = data.split(share, "salt" + seed);
      List<String> all = new ArrayList<>(captions(split.training()));
      all.addAll(captions(split.heldOut()));
      assertThat(all).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(captions(data));
      assertThat(digests(split.training()))
          .as("seed %d: duplicates fall on one side", seed)
          .doesNotContainAnyElementsOf(digests(split.heldOut()));
    }
  }

  @Test
  void aSplitSurvivesNewPictures() {
    for (int seed = 0; seed < 50; seed++) {
      RandomStream stream = RandomStream.of(seed, "split-test", 1);
      List<Integer> before = random(stream, 200);
      List<Integer> after = new ArrayList<>(random(stream, 100));
      // Some go, others come, and all change their places.
      after.addAll(before.subList(50, 200));
      Dataset heldOut = new Numbers(before).split(0.3, "s").heldOut();
      Set<String> heldOutAfter = digests(new Numbers(after).split(0.3, "s").heldOut());
      Set<String> all = digests(new Numbers(after));
      Set<String> expected = digests(heldOut);
      expected.retainAll(all);
      assertThat(heldOutAfter).as("seed %d", seed).containsAll(expected);
      Set<String> trained = digests(new Numbers(before).split(0.3, "s").training());
      assertThat(heldOutAfter).as("seed %d", seed).doesNotContainAnyElementsOf(trained);
    }
  }

  @Test
  void aLargerShareHoldsOutMoreAndNothingLess() {
    Dataset data = Numbers.upTo(3_000);
    Set<String> smaller = Set.of();
    for (double share : new double[] {0.05, 0.1, 0.3, 0.5, 0.9}) {
      Dataset heldOut = data.split(share, "x").heldOut();
      // Four standard deviations of a binomial distribution.
      double deviation = Math.sqrt(share * (1 - share) / data.size());
      assertThat(heldOut.size() / 3_000.0).isCloseTo(share, within(4 * deviation));
      assertThat(digests(heldOut)).containsAll(smaller);
      smaller = digests(heldOut);
    }
  }

  @Test
  void anotherSaltPartsInAnotherWay() {
    Dataset data = Numbers.upTo(3_000);
    Dataset first = data.split(0.5, "a").heldOut();
    Set<String> second = digests(data.split(0.5, "b").heldOut());
    long common = digests(first).stream().filter(second::contains).count();
    // Independent halves have a quarter in common.
    assertThat(common / 3_000.0).isCloseTo(0.25, within(4 * Math.sqrt(0.25 * 0.75 / 3_000)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void aShareLiesBetween0And1(double share) {
    assertThatIllegalArgumentException().isThrownBy(() -> Numbers.upTo(9).split(share, ""));
  }

  @Test
  void anEmptySideIsAnError() {
    assertThatThrownBy(() -> Numbers.upTo(1).split(0.5, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none is left");
  }
}
