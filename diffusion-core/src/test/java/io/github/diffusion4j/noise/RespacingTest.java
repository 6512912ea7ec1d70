package io.github.diffusion4j.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespacingTest {
  @Test
  void spacesSectionsEvenly() {
    assertThat(Respacing.sections(1000, 10))
        .containsExactly(0, 111, 222, 333, 444, 555, 666, 777, 888, 999);
    assertThat(Respacing.parse(10, "3,3,3")).containsExactly(0, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(Respacing.sections(1000, 1)).containsExactly(0);
    assertThat(Arrays.stream(Respacing.parse(300, "10, 15,20")).sum()).isEqualTo(7727);
  }

  @Test
  void spacesFromEitherEnd() {
    assertThat(Respacing.leading(1000, 10))
        .containsExactly(0, 100, 200, 300, 400, 500, 600, 700, 800, 900);
    assertThat(Respacing.trailing(1000, 10))
        .containsExactly(99, 199, 299, 399, 499, 599, 699, 799, 899, 999);
    assertThat(Respacing.trailing(1000, 1)).containsExactly(999);
    assertThat(Respacing.leading(10, 4)).containsExactly(0, 2, 4, 6);
  }

  @Test
  void followsTheRulesOfTheSolvers() {
    assertThat(Respacing.linspace(1000, 10))
        .containsExactly(100, 200, 300, 400, 500, 599, 699, 799, 899, 999);
    assertThat(Respacing.distilled(1000, 50, 4)).containsExactly(259, 499, 759, 999);
    assertThat(Respacing.distilled(1000, 50, 1)).containsExactly(999);
    assertThat(Respacing.quadratic(1000, 10))
        .containsExactly(0, 9, 39, 88, 158, 246, 355, 483, 632, 800);
    assertThat(Respacing.quadratic(1000, 1)).containsExactly(0);
    assertThatThrownBy(() -> Respacing.quadratic(100, 20))
        .hasMessageContaining("step 0 of 100 twice");
    assertThatThrownBy(() -> Respacing.distilled(1000, 50, 51))
        .hasMessageContaining("take 1 to 50");
  }

  @Test
  void neverRepeatsOrLeavesTheSchedule() {
    for (int steps : new int[] {1, 7, 50, 97}) {
      for (int count = 1; count <= steps; count++) {
        for (int[] list :
            new int[][] {
              Respacing.leading(steps, count),
              Respacing.trailing(steps, count),
              Respacing.distilled(steps, steps, count),
              Respacing.linspace(steps + 1, count),
              Respacing.sections(steps, count)
            }) {
          assertThat(list).hasSize(count).isSorted().doesNotHaveDuplicates();
          assertThat(list[0]).isNotNegative();
          assertThat(list[count - 1]).isLessThanOrEqualTo(steps);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ddim", "ddimx", "1,,2", "10;20", "0", "-3", "ddim0", "ddim60"})
  void refusesWhatItDoesNotKnow(String text) {
    assertThatThrownBy(() -> Respacing.parse(1000, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(?s).*(take|write).*");
  }

  @Test
  void refusesMoreThanThereAre() {
    assertThatThrownBy(() -> Respacing.leading(10, 11)).hasMessageContaining("take 1 to 10");
    assertThatThrownBy(() -> Respacing.trailing(10, 0)).hasMessageContaining("cannot take 0");
    assertThatThrownBy(() -> Respacing.sections(10, 4, 4, 4)).hasMessageContaining("of 3");
    assertThatThrownBy(() -> Respacing.sections(10, 2_000_000_000, 2_000_000_000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Respacing.sections(10)).hasMessageContaining("no sections");
  }
}
