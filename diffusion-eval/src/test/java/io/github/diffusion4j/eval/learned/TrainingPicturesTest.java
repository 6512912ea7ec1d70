package io.github.diffusion4j.eval.learned;

import static io.github.diffusion4j.eval.learned.PlanarPictureTest.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingPicturesTest {
  /** Pictures that a program holds. */
  record Given(List<Image> pictures) implements Dataset {
    @Override
    public int size() {
      return pictures.size();
    }

    @Override
    public Image image(int index) {
      return pictures.get(index);
    }
  }

  private static Given noises(int from, int to) {
    return new Given(IntStream.range(from, to).mapToObj(i -> noise(8, 8, 1, i)).toList());
  }

  private static Set<Image> chosen(Dataset data, int... indices) {
    return Arrays.stream(indices).mapToObj(data::image).collect(Collectors.toSet());
  }

  @Test
  void equalAndMirroredPicturesAreTrainedOnOnce() {
    Given different = noises(0, 70);
    Given mirrored =
        new Given(IntStream.range(0, 5).mapToObj(i -> different.image(i).mirrored()).toList());
    TrainingPictures pictures =
        TrainingPictures.of(different.concat(mirrored).concat(noises(60, 70)));
    assertThat(pictures.duplicates()).isEqualTo(15);
    assertThat(pictures.heldBack()).hasSize(16);
    assertThat(pictures.training()).hasSize(54);
    assertThat(
            IntStream.concat(
                Arrays.stream(pictures.heldBack()), Arrays.stream(pictures.training())))
        .doesNotHaveDuplicates()
        .allMatch(index -> index < 70);
  }

  @Test
  void whereAPictureStandsDecidesNothing() {
    Dataset one = noises(0, 50).concat(noises(50, 100));
    Dataset other = noises(50, 100).concat(noises(0, 50));
    TrainingPictures ofOne = TrainingPictures.of(one);
    TrainingPictures ofOther = TrainingPictures.of(other);
    assertThat(chosen(one, ofOne.heldBack())).isEqualTo(chosen(other, ofOther.heldBack()));
    assertThat(chosen(one, ofOne.training())).isEqualTo(chosen(other, ofOther.training()));
  }

  @Test
  void fewPicturesAreRefused() {
    assertThatThrownBy(() -> TrainingPictures.of(noises(0, 40).repeat(3)))
        .hasMessageContaining("at least 64 different pictures; of these 120, 40 are different");
  }
}
