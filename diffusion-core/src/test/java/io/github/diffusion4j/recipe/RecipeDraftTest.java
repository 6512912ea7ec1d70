package io.github.diffusion4j.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.tensor.EngineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeDraftTest {
  @TempDir Path folder;

  @Test
  void laysFileOverPresetAndOptionOverFile() throws IOException {
    Path file = write("preset: shapes-quick\ntraining:\n  learning-rate: 1e-4\n  seed: 5\n");
    Recipe recipe = RecipeDraft.file(file).with("training.seed", 9L, "--seed").resolve();
    assertThat(recipe.training().learningRate()).isEqualTo(1e-4);
    assertThat(recipe.training().seed()).isEqualTo(9);
    assertThat(recipe.training().batchSize())
        .isEqualTo(Preset.named("shapes-quick").training().batchSize());
    assertThat(recipe.network()).isEqualTo(Preset.named("shapes-quick").network());
  }

  @Test
  void laysAFileWithoutPresetOverTheDefault() throws IOException {
    Recipe recipe =
        RecipeDraft.file(write("formulation:\n  process: cosine\n  prediction: epsilon\n"))
            .resolve();
    assertThat(recipe.formulation()).isEqualTo(Formulation.DDPM_COSINE);
    assertThat(recipe.training()).isEqualTo(Preset.named(Preset.DEFAULT).training());
  }

  @Test
  void takesAGivenPresetInsteadOfTheFiles() throws IOException {
    Path file = write("preset: shapes-quick\n");
    assertThat(RecipeDraft.file(file, "ddpm-small").resolve())
        .isEqualTo(Preset.named("ddpm-small"));
  }

  @Test
  void takesTheTimeLimitAwayWithNewSteps() throws IOException {
    assertThat(Preset.named("edm-small").training().maxDuration()).isNotNull();
    RecipeDraft more = RecipeDraft.preset("edm-small").with("training.steps", 9000L, "--steps");
    assertThat(more.resolve().training().maxDuration()).isNull();
    Recipe both =
        more.with("training.max-duration", Duration.ofHours(2), "--max-duration").resolve();
    assertThat(both.training().maxDuration()).isEqualTo(Duration.ofHours(2));
    assertThat(both.training().steps()).isEqualTo(9000);
    Path file = write("training:\n  steps: 10\n  max-duration: 30s\n");
    assertThat(RecipeDraft.file(file).resolve().training().maxDuration())
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void namesTheLineAndTheNearestKeyOfAnUnknownOne() throws IOException {
    assertRefused(
        "preset: edm-small\ntraining:\n  batch-sise: 5\n",
        "line 3",
        "'batch-sise'",
        "did you mean 'batch-size'?",
        "accumulation");
    assertRefused(
        "preset: edm-small\ntrainig:\n  steps: 5\n",
        "line 2",
        "'trainig'",
        "did you mean 'training'?");
    assertRefused("sampling:\n  samplr: euler\n", "line 2", "did you mean 'sampler'?");
  }

  @Test
  void namesTheLineAndWhatWasExpectedOfAWrongValue() throws IOException {
    assertRefused("training:\n  steps: many\n", "line 2", "\"many\"", "a whole number");
    assertRefused("training:\n  steps: 1.5\n", "line 2", "1.5", "a whole number");
    assertRefused("training:\n  steps: 99999999999999999999\n", "line 2", "a whole number");
    assertRefused("training:\n  learning-rate: fast\n", "line 2", "a number");
    assertRefused("training:\n  horizontal-flip: 3\n", "line 2", "true or false");
    assertRefused("training:\n  max-duration: 20\n", "line 2", "20m");
    assertRefused("data:\n  path: 12\n", "line 2", "text");
    assertRefused("network:\n  multipliers: 3\n", "line 2", "[1, 2, 2]");
    assertRefused("network:\n  multipliers:\n    - 1\n    - two\n", "line 4", "multipliers[1]");
    assertRefused("training: 5\n", "line 1", "'training' is 5", "a section");
    assertRefused("sampling:\n  sampler: {steps: 5}\n", "line 2", "sampling.sampler", "a section");
    assertRefused(
        "formulation:\n  process: liner\n",
        "line 2",
        "edm, linear, cosine",
        "did you mean 'linear'?");
  }

  @Test
  void namesTheLineOfAValueOutOfRange() throws IOException {
    assertRefused("training:\n  seed: 1\n  batch-size: 0\n", "line 3", "batch-size is 0", "1 or");
    assertRefused("sampling:\n  steps: 0\n", "line 2", "steps are 0");
    assertRefused("data:\n  path: shapes\n  image-size: 0\n", "line 3", "not 0");
    assertRefused("training:\n  batch-size: 9\n  accumulation: 2\n", "line 3", "divisor");
    assertThatThrownBy(
            () -> RecipeDraft.preset("edm-small").with("training.steps", -5L, "--steps").resolve())
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("--steps: ")
        .hasMessageContaining("-5");
  }

  @Test
  void takesTheEngineFromPresetFileAndOptions() throws IOException {
    assertThat(Preset.named("shapes-quick").engine()).isEqualTo(EngineChoice.STANDARD);
    // As recipes were written before there was a choice.
    assertThat(RecipeDraft.file(write("preset: ddpm-small\n")).resolve().engine())
        .isEqualTo(EngineChoice.STANDARD);
    RecipeDraft draft = RecipeDraft.file(write("engine:\n  name: torch\n  precision: bfloat16\n"));
    EngineChoice torch = new EngineChoice("torch", "cpu", EngineSpec.Precision.BFLOAT16);
    assertThat(draft.resolve().engine()).isEqualTo(torch);
    assertThat(draft.engine()).isEqualTo(torch);
    assertThat(draft.with("engine.device", "cuda:1", "--device").engine().spec())
        .isEqualTo(new EngineSpec("torch", "cuda:1", EngineSpec.Precision.BFLOAT16));
    assertThat(draft.with("engine", EngineChoice.STANDARD, "a test").engine())
        .isEqualTo(EngineChoice.STANDARD);
  }

  @Test
  void knowsTheEngineOfARecipeThatIsNotWholeYet() throws IOException {
    Path file = write("data:\n  image-size: 30\nengine:\n  name: torch\n");
    assertThat(RecipeDraft.file(file).engine().name()).isEqualTo("torch");
  }

  @Test
  void namesTheLineOfAWrongEngine() throws IOException {
    assertRefused("engine: torch\n", "line 1", "'engine' is \"torch\"", "a section");
    assertRefused("engine:\n  nam: torch\n", "line 2", "did you mean 'name'?", "device");
    assertRefused("engine:\n  name: ''\n", "line 2", "nd4j, torch or auto");
    assertRefused("engine:\n  name: torch\n  device: gpu\n", "line 3", "'gpu'", "cuda:1", "mps");
    assertRefused(
        "engine:\n  precision: bfloat\n",
        "line 2",
        "float32, bfloat16, tf32",
        "did you mean 'bfloat16'?");
  }

  @Test
  void namesTheImageSizesThatWork() {
    assertThatThrownBy(
            () ->
                RecipeDraft.preset("edm-small")
                    .with("data.image-size", 30, "--image-size")
                    .resolve())
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("--image-size: ")
        .hasMessageContaining("28 or 32")
        .hasMessageContaining("halve 2 times");
  }

  @Test
  void namesTheHeadsThatDoNotFit() throws IOException {
    assertRefused(
        "network:\n  blocks: 1\n  head-channels: 48\n",
        "line 3",
        "network: head-channels",
        "divisor of 64");
  }

  @Test
  void startsARelativeDataPathAtTheRecipesFolder() throws IOException {
    Recipe recipe = RecipeDraft.file(write("data:\n  path: pictures\n")).resolve();
    assertThat(recipe.data().path()).isEqualTo(folder.resolve("pictures").toString());
    assertThat(RecipeDraft.file(write("data:\n  path: shapes\n")).resolve().data().path())
        .isEqualTo("shapes");
    assertThat(RecipeDraft.file(write("data:\n  path: close-ups\n")).resolve().data().path())
        .isEqualTo("close-ups");
  }

  @Test
  void refusesUnknownPresetsAndMissingFiles() throws IOException {
    assertThatThrownBy(() -> RecipeDraft.preset("edm-smal"))
        .hasMessageContaining("unknown preset 'edm-smal'; did you mean 'edm-small'?")
        .hasMessageContaining("known presets: " + String.join(", ", Preset.names()));
    assertRefused("seed: 1\npreset: nothing-like-it\n", "line 2", "unknown preset");
    assertRefused("preset: [1]\n", "line 1", "'preset'");
    assertThatThrownBy(() -> RecipeDraft.file(folder.resolve("none.yaml")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("none.yaml");
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThatThrownBy(() -> RecipeDraft.file(binary))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("UTF-8");
  }

  private void assertRefused(String text, String... parts) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> RecipeDraft.file(file).resolve())
        .as(text)
        .isInstanceOf(RecipeException.class)
        .message()
        .contains(parts)
        .contains(file.toString());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("recipe.yaml"), text);
  }
}
