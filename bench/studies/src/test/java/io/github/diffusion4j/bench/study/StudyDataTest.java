package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyDataTest {
  @Test
  void closeUpsKeepTheirLastPicturesForTesting() {
    StudyData data = StudyData.open("close-ups", 8);

    assertThat(data.training().size() + data.test().size()).isEqualTo(10_000);
    assertThat(data.test().first(3).images())
        .isEqualTo(IntStream.range(8000, 8003).mapToObj(data.training().whole()::image).toList());
    assertThat(data.test().first(3).labels()[1]).isEqualTo(data.training().whole().label(8001));
  }

  @Test
  void shapesAreTestedOnScenesNotSeen() {
    StudyData data = StudyData.open("shapes", 8);

    assertThat(data.classes()).isEqualTo(6);
    assertThat(data.test().whole()).isNotSameAs(data.training().whole());
    assertThat(data.test().first(5000).size()).isEqualTo(2000);
  }

  @Test
  void aFolderWithoutTestPicturesIsRefused() {
    assertThatThrownBy(() -> StudyData.open("nowhere", 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("t10k-images-idx3-ubyte.gz is missing");
  }
}
