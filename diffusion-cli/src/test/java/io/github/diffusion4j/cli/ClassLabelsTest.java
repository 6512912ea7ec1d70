package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.recipe.SamplingSpec;
import io.github.diffusion4j.sample.SamplerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLabelsTest {
  private static final List<String> CLASSES = List.of("circle", "square", "7");

  @Test
  void letsAllClassesTakeTurnsInRowsOfTheSheet() {
    ClassLabels labels = ClassLabels.of(CLASSES, null, sampling(8, null));
    assertThat(labels.labels()).containsExactly(0, 1, 2, 0, 1, 2, 0, 1);
    assertThat(labels.rowsAreClasses()).isTrue();
    assertThat(labels.columns()).isEqualTo(3);
    assertThat(labels.sheetOrder()).containsExactly(0, 3, 6, 1, 4, 7, 2, 5, -1);
    assertThat(labels.range(2, 4)).containsExactly(2, 0);
    assertThat(labels.name(1)).isEqualTo("square");
  }

  @Test
  void showsFewPicturesInASquare() {
    ClassLabels labels = ClassLabels.of(CLASSES, null, sampling(4, null));
    assertThat(labels.rowsAreClasses()).isFalse();
    assertThat(labels.columns()).isEqualTo(2);
    assertThat(labels.sheetOrder()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void takesAClassByNameBeforeNumber() {
    assertThat(ClassLabels.of(CLASSES, "square", sampling(2, null)).labels()).containsOnly(1);
    assertThat(ClassLabels.of(CLASSES, "0", sampling(2, 2)).labels()).containsOnly(0);
    assertThat(ClassLabels.of(CLASSES, "7", sampling(2, null)).labels()).containsOnly(2);
    assertThat(ClassLabels.of(CLASSES, null, sampling(2, 2)).labels()).containsOnly(2);
  }

  @Test
  void drawsOfNoClassIfAsked() {
    ClassLabels labels = ClassLabels.of(CLASSES, "none", sampling(3, 2));
    assertThat(labels.labels()).containsOnly(-1);
    assertThat(labels.name(2)).isEmpty();
    assertThat(labels.rowsAreClasses()).isFalse();
    assertThat(ClassLabels.of(List.of("a", "none"), "none", sampling(2, null)).labels())
        .as("a class of that name")
        .containsOnly(1);
  }

  @Test
  void namesTheClassesThatThereAre() {
    assertThatThrownBy(() -> ClassLabels.of(CLASSES, "sqare", sampling(1, null)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'square'?")
        .hasMessageContaining("0 to 2: circle, square, 7");
    assertThatThrownBy(() -> ClassLabels.of(CLASSES, "3", sampling(1, null)))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ClassLabels.of(CLASSES, "-1", sampling(1, null)))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> ClassLabels.of(List.of(), "circle", sampling(1, null)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("without classes");
  }

  @Test
  void givesNoClassWithoutClasses() {
    ClassLabels labels = ClassLabels.of(List.of(), null, sampling(5, null));
    assertThat(labels.labels()).containsOnly(-1);
    assertThat(labels.name(0)).isEmpty();
    assertThat(labels.columns()).isEqualTo(3);
  }

  private static SamplingSpec sampling(int count, Integer label) {
    return new SamplingSpec(new SamplerSpec(SamplerSpec.Kind.HEUN, 2), count, 1, label, 0, 4);
  }
}
