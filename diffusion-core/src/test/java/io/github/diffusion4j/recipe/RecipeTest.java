package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
