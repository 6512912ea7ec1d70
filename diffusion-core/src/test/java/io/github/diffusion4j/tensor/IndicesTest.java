package io.github.diffusion4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IndicesTest {
  @Test
  void holdsNumbersUnderAShape() {
    Indices indices = Indices.of(new int[] {3, 1, 4, 1, 5, 9}, Shape.of(2, 3));
    assertThat(indices.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(indices.size()).isEqualTo(6);
    assertThat(indices.get(4)).isEqualTo(5);
    assertThat(indices.toArray()).containsExactly(3, 1, 4, 1, 5, 9);
    assertThat(Indices.of(7, 8).shape()).isEqualTo(Shape.of(2));
    assertThat(Indices.of().size()).isZero();
  }

  @Test
  void nobodyCanChangeIt() {
    int[] given = {1, 2};
    Indices indices = Indices.of(given);
    given[0] = 9;
    indices.toArray()[1] = 9;
    assertThat(indices.toArray()).containsExactly(1, 2);
  }

  @Test
  void equalsByShapeAndNumbers() {
    Indices row = Indices.of(new int[] {1, 2}, Shape.of(1, 2));
    assertThat(row).isEqualTo(Indices.of(new int[] {1, 2}, Shape.of(1, 2)));
    assertThat(row).hasSameHashCodeAs(Indices.of(new int[] {1, 2}, Shape.of(1, 2)));
    assertThat(row).isNotEqualTo(Indices.of(1, 2));
    assertThat(Indices.of(1, 2)).isNotEqualTo(Indices.of(2, 1));
  }

  @Test
  void printsTheFirstFew() {
    assertThat(Indices.of(1, 2)).hasToString("Indices[2] [1, 2]");
    assertThat(Indices.of(0, 1, 2, 3, 4, 5, 6, 7, 8))
        .hasToString("Indices[9] [0, 1, 2, 3, 4, 5, 6, 7, ...]");
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> Indices.of(new int[3], Shape.of(2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("indices: 3 numbers do not fill shape [2, 2], which has 4");
    assertThatThrownBy(() -> Indices.of(1, 2).get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("indices: place 2 is outside shape [2]; places are 0 to 1");
  }
}
