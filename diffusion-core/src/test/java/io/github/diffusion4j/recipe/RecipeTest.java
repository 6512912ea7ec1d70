package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.diffusion4j.cascade.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("io.github.diffusion4j.recipe.Preset#names")
  void comesBackFromItsYamlAndJson(String preset) throws IOException {
    Recipe recipe =
        RecipeDraft.preset(preset).with("training.max-duration", null, "a test").resolve();
    Path yaml = Files.writeString(folder.resolve("r.yaml"), recipe.toYaml());
    assertThat(RecipeDraft.file(yaml).resolve()).isEqualTo(recipe);
    Path json = Files.writeString(folder.resolve("r.json"), recipe.toTree().toPrettyString());
    assertThat(RecipeDraft.file(json).resolve()).isEqualTo(recipe);
    assertThat(RecipeDraft.of(recipe).resolve()).isEqualTo(recipe);
  }

  @Test
  void notesAttentionThatIsNeverReached() {
    assertThat(Preset.named("edm-small").notes()).isEmpty();
    Recipe other =
        RecipeDraft.preset("edm-small").with("data.image-size", 28, "--image-size").resolve();
    assertThat(other.notes())
        .singleElement()
        .asString()
        .contains("attention at resolution 8")
        .contains("[28, 14, 7]");
  }

  @Test
  void aCascadeHasAStageForEachSize() {
    Recipe recipe = Preset.named("cdm-small");
    assertThat(recipe.cascade().isOn()).isTrue();
    assertThat(recipe.stages()).extracting(Stage::size).containsExactly(8, 16, 32);
    assertThat(recipe.stages().get(2).network()).isEqualTo(recipe.network());
    assertThat(Preset.named("edm-small").cascade().isOn()).isFalse();
    assertThat(Preset.named("edm-small").stages())
        .containsExactly(new Stage(32, recipe.network(), null));
  }

  @Test
  void attentionThatOnlyALowerStageReachesIsNotNoted() {
    RecipeDraft draft =
        RecipeDraft.preset("cdm-small").with("network.attention-resolutions", List.of(4), "a test");
    assertThat(draft.resolve().notes()).isEmpty();
  }

  @Test
  void wrongCascadesAreNamed() {
    RecipeDraft draft = RecipeDraft.preset("cdm-small");
    refuses(draft.with("cascade.sizes", List.of(8, 12), "here"), "here: cascade: sizes is [8, 12]");
    refuses(draft.with("cascade.sizes", List.of(16, 8), "here"), "larger than the one before");
    refuses(draft.with("data.image-size", 24, "here"), "image-size 24");
    refuses(
        draft.with("cascade.sampling-noise", 90.0, "here"),
        "here: cascade: sampling-noise is 90.0; it must be below");
    refuses(
        draft.with("cascade.noise", false, "here").with("cascade.truncated", true, "there"),
        "truncated is true");
    refuses(draft.with("cascade.blur-probability", 2.0, "here"), "here: cascade: blur-probability");
  }

  private static void refuses(RecipeDraft draft, String why) {
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(draft::resolve)
        .withMessageContaining(why);
  }
}
