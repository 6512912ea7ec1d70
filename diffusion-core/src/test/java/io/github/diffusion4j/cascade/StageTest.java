package io.github.diffusion4j.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.diffusion4j.nn.UNetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTest {
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2, 3), 1, List.of(8), 8, 0);
  private static final ConditioningAugmentation NOISE =
      new ConditioningAugmentation(0, 0.4, 0.6, true);

  @Test
  void eachStageGoesByTheOneBeforeAndTheLastHasTheWholeNetwork() {
    List<Stage> stages = Stage.plan(List.of(4, 8), 32, NETWORK, NOISE);
    assertThat(stages).extracting(Stage::size).containsExactly(4, 8, 32);
    assertThat(stages.get(0).lowResolution()).isNull();
    assertThat(stages.get(1).lowResolution()).isEqualTo(new LowResolution(4, NOISE));
    assertThat(stages.get(2).lowResolution()).isEqualTo(new LowResolution(8, NOISE));
    assertThat(stages.get(0).network().multipliers()).containsExactly(1);
    assertThat(stages.get(1).network().multipliers()).containsExactly(1, 2);
    assertThat(stages.get(2).network()).isEqualTo(NETWORK);
    assertThat(stages).extracting(Stage::folder).containsExactly("stage-4", "stage-8", "stage-32");
  }

  @Test
  void oddSizesLoseTheLevelsThatTheyCannotBeHalvedInto() {
    List<Stage> stages = Stage.plan(List.of(10), 40, NETWORK, NOISE);
    assertThat(stages.get(0).network().multipliers()).containsExactly(1, 2);
  }

  @Test
  void withoutSizesThereIsOneStage() {
    assertThat(Stage.plan(List.of(), 30, NETWORK, NOISE))
        .containsExactly(new Stage(30, NETWORK, null));
  }

  @Test
  void sizesThatDoNotAscendOrDivideAreNamed() {
    for (List<Integer> sizes :
        List.of(
            List.of(8, 12),
            List.of(16, 8),
            List.of(8, 8),
            List.of(32),
            List.of(64),
            List.of(0),
            List.of(-8),
            List.of(7))) {
      assertThatIllegalArgumentException()
          .as("%s", sizes)
          .isThrownBy(() -> Stage.plan(sizes, 32, NETWORK, NOISE))
          .withMessageStartingWith("sizes is " + sizes + " below image-size 32;");
    }
  }

  @Test
  void knowsItsFoldersByName() {
    assertThat(Stage.isFolder("stage-8")).isTrue();
    for (String other : List.of("stage-", "stage-08", "stage-8/..", "stages-8", "stage-12345")) {
      assertThat(Stage.isFolder(other)).as(other).isFalse();
    }
  }
}
