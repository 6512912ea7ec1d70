package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.ReferenceEngine;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ConditioningTest {
  @Test
  void isAValue() {
    int[] labels = {3, -1};
    Conditioning conditioning = new Conditioning(labels);
    labels[0] = 9;
    conditioning.labels()[1] = 9;
    assertThat(conditioning).isEqualTo(new Conditioning(new int[] {3, -1}));
    assertThat(conditioning).hasSameHashCodeAs(new Conditioning(new int[] {3, -1}));
    assertThat(conditioning).isNotEqualTo(Conditioning.none(2)).hasToString("Conditioning[3, -1]");
    assertThat(conditioning.size()).isEqualTo(2);
  }

  @Test
  void canAskForNothing() {
    assertThat(Conditioning.none(3).labels()).containsExactly(-1, -1, -1);
  }

  @Test
  void refusesOtherNegativeLabels() {
    assertThatThrownBy(() -> new Conditioning(new int[] {0, -2}))
        .hasMessageContaining("picture 1 is -2");
  }

  @Test
  void carriesPicturesTheirNoiseAndAugmentation() {
    try (Engine engine = new ReferenceEngine()) {
      Tensor picture = engine.zeros(Shape.of(2, 1, 4, 4));
      Tensor augmentation = engine.zeros(Shape.of(2, 9));
      double[] noise = {0.1, 0.2};
      Conditioning plain = new Conditioning(new int[] {3, -1});
      Conditioning told = plain.withPicture(picture, noise).withAugmentation(augmentation);
      noise[0] = 9;
      told.pictureNoise()[0] = 9;
      assertThat(told.pictureNoise()).containsExactly(0.1, 0.2);
      assertThat(told)
          .isEqualTo(plain.withAugmentation(augmentation).withPicture(picture, 0.1, 0.2))
          .isNotEqualTo(told.withPicture(picture))
          .isNotEqualTo(plain)
          .hasToString(
              "Conditioning[3, -1] picture [2, 1, 4, 4] noise [0.1, 0.2] augmentation [2, 9]");
      assertThat(told.withoutClasses().labels()).containsExactly(-1, -1);
      assertThat(told.withoutClasses().picture()).isSameAs(picture);
      assertThatThrownBy(() -> Conditioning.none(3).withPicture(picture))
          .hasMessage(
              "there are 2 conditioning pictures and 3 labels; give one of each per picture");
    }
  }
}
