package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Test
  void spellsJavaNamesInKebabCase() {
    assertThat(Keys.kebab("imageSize")).isEqualTo("image-size");
    assertThat(Keys.kebab("steps")).isEqualTo("steps");
    assertThat(Keys.kebab("onUnreadable")).isEqualTo("on-unreadable");
  }

  @Test
  void listsInlinedKeysAmongTheOthers() {
    assertThat(Keys.of(SamplingSpec.class))
        .containsExactly(
            "sampler",
            "steps",
            "grid",
            "order",
            "eta",
            "churn",
            "churn-min",
            "churn-max",
            "noise-scale",
            "restarts",
            "restart-min",
            "restart-max",
            "count",
            "guidance",
            "guidance-min",
            "guidance-max",
            "guidance-rescale",
            "negative-class",
            "weaker-model",
            "weaker-average",
            "classifier",
            "classifier-scale",
            "thresholding",
            "threshold-percentile",
            "average",
            "class-label",
            "seed",
            "batch-size");
  }

  @Test
  void measuresEditDistance() {
    assertThat(Keys.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Keys.distance("", "abc")).isEqualTo(3);
    assertThat(Keys.distance("abc", "abc")).isZero();
  }

  @Test
  void findsTheNearestWordButNotAnyWord() {
    List<String> known = List.of("steps", "batch-size", "seed");
    assertThat(Keys.nearest("step", known)).contains("steps");
    assertThat(Keys.nearest("batchSize", known)).contains("batch-size");
    assertThat(Keys.nearest("quaternion-field", known)).isEmpty();
    assertThat(Keys.suggestion("quaternion-field", known)).isEmpty();
  }
}
