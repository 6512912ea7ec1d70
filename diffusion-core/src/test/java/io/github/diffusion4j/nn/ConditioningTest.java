package io.github.diffusion4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
