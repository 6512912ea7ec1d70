package io.github.diffusion4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorksTest {
  @Test
  void everyWorkIsTheSameAfterTravellingAsJson() {
    assertThat(Works.all())
        .isNotEmpty()
        .allSatisfy(work -> assertThat(Wire.work(Wire.line(work))).isEqualTo(work));
  }

  @Test
  void isFoundByItsName() {
    assertThat(Works.all()).allSatisfy(work -> assertThat(Works.named(work.name())).isSameAs(work));
    assertThatThrownBy(() -> Works.named("reference"))
        .hasMessageStartingWith("no work is called 'reference'; there are reference-step,");
  }

  @Test
  void aLineThatIsNoWorkIsShown() {
    assertThatThrownBy(() -> Wire.work("{\"kind\":\"chess\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected JSON of a Work, got '{\"kind\":\"chess\"}'");
  }

  @Test
  void groupsAreOfFourChannelsAndNotMoreThan32() {
    UNetWork small = (UNetWork) Works.named("small-step");
    assertThat(small.groupsOf(32)).isEqualTo(8);
    assertThat(small.groupsOf(256)).isEqualTo(32);
  }
}
