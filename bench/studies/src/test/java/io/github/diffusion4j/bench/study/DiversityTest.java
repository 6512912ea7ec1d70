package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.eval.feature.DescriptorIdentity;
import io.github.diffusion4j.eval.feature.Features;
import org.junit.jupiter.api.Test;

class DiversityTest {
  @Test
  void onlyPairsOfOneClassCount() {
    Features features = features(new double[][] {{0, 0}, {3, 4}, {100, 0}, {100, 1}});

    // 5 in class 0, 1 in class 1; the distances of 100 are between classes.
    assertThat(Diversity.within(features, new int[] {0, 0, 1, 1})).isCloseTo(3, within(1e-12));
  }

  @Test
  void singlePicturesHaveNone() {
    assertThatThrownBy(
            () -> Diversity.within(features(new double[][] {{0}, {1}}), new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no class has two of the 2 pictures");
  }

  private static Features features(double[][] rows) {
    return Features.of(DescriptorIdentity.of("raw", ""), rows);
  }
}
