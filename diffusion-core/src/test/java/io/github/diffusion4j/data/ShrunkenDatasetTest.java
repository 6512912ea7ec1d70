package io.github.diffusion4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShrunkenDatasetTest {
  private final Dataset whole = Datasets.open(DataSpec.of(DataSpec.CLOSE_UPS, 12));

  @Test
  void pixelsAreMeansAndTheRestIsTheSame() {
    Dataset small = Datasets.shrunken(whole, 4);
    assertThat(small.imageSize()).isEqualTo(4);
    assertThat(small.size()).isEqualTo(whole.size());
    assertThat(small.classes()).isEqualTo(whole.classes());
    assertThat(small.label(5)).isEqualTo(whole.label(5));
    assertThat(small.caption(5)).isEqualTo(whole.caption(5));
    assertThat(small.manifest()).isEqualTo(whole.manifest());
    assertThat(small.description()).endsWith("shrunk to 4x4");
    for (int index = 0; index < 20; index++) {
      double sum = 0;
      for (int i = 0; i < 9; i++) {
        sum += whole.image(index).sample(3 + i % 3, 6 + i / 3, 2);
      }
      assertThat(small.image(index).sample(1, 2, 2)).isEqualTo((int) Math.round(sum / 9));
    }
  }

  @Test
  void theSameSizeIsTheSameDataAndNoDivisorIsRefused() {
    assertThat(Datasets.shrunken(whole, 12)).isSameAs(whole);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Datasets.shrunken(whole, 5))
        .withMessageContaining("size 12 cannot be shrunk evenly to 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.image(0).shrunken(5))
        .withMessageContaining("factor is 5");
  }
}
