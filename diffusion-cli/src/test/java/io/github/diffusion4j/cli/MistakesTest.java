package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.recipe.Preset;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who got something wrong: one screen, what and where, and what to do. */
class MistakesTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();

  @Test
  void namesUnknownCommandsAndOptions() {
    assertRefused("did you mean", "trian");
    assertRefused("did you mean --steps?", "train", "--step", "3");
    assertRefused("--steps", "train", "--steps", "many");
    assertRefused("--data", "inspect");
  }

  @Test
  void listsPresetsAndSamplers() {
    assertRefused("known presets: edm-small", "train", "--preset", "edm-smal");
    assertRefused("heun, midpoint, euler", "sample", "--sampler", "hune");
    assertRefused("--fit", "train", "--fit", "squeeze");
  }

  @Test
  void listsEnginesDevicesAndPrecisions() throws IOException {
    Path model = folder.resolve("m");
    assertRefused("there is nd4j", "train", "--engine", "jax", "--model", model);
    assertRefused("diffusion-torch brings it", "train", "--engine", "torch", "--model", model);
    assertRefused("cpu, cuda, cuda:1", "train", "--device", "gpu", "--model", model);
    assertRefused("device cpu", "train", "--device", "cuda", "--model", model);
    assertRefused("float32, bfloat16, tf32", "train", "--precision", "half", "--model", model);
    assertThat(cli.err()).contains("--precision");
    assertRefused("precision float32", "train", "--precision", "bfloat16", "--model", model);
    assertThat(model).doesNotExist();
    assertRefused("there is nd4j", "sample", "--engine", "jax", "--model", model);
    assertRefused("device cpu", "sample", "--device", "mps", "--model", model);
  }

  @Test
  void namesTheImageSizesThatWork() {
    assertRefused("28 or 32", "train", "--image-size", "30", "--model", folder.resolve("m"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesTheLineOfARecipe() throws IOException {
    Path recipe = Files.writeString(folder.resolve("r.yaml"), "training:\n  stpes: 3\n");
    assertRefused("line 2", "train", "--recipe", recipe);
    assertThat(cli.err()).contains("did you mean 'steps'?");
  }

  @Test
  void makesNoModelFolderForMissingData() {
    Path model = folder.resolve("model");
    assertRefused("nowhere", "train", "--data", folder.resolve("nowhere"), "--model", model);
    assertThat(model).doesNotExist();
  }

  @Test
  void reportsMistakesInTheResultFile() throws IOException {
    Path result = folder.resolve("result.json");
    assertRefused("--step", "train", "--step", "3", "--worker-result", result);
    assertThat(Json.mapper().readTree(result.toFile()).get("exitCode").asInt()).isEqualTo(3);
  }

  @Test
  void helpsWhoAsks() {
    assertThat(cli.run()).isZero();
    assertThat(cli.out()).contains("train", "sample", "inspect", "130").doesNotContain("schema");
    assertThat(cli.run("train", "--help")).isZero();
    assertThat(cli.out()).contains("--max-duration").doesNotContain("--worker");
    assertThat(cli.out()).contains(Preset.names());
    assertThat(cli.run("--version")).isZero();
    assertThat(cli.out()).startsWith("diffusion ");
    assertThat(cli.run("schema")).isZero();
    assertThat(cli.out()).contains("\"$schema\"");
  }

  private void assertRefused(String part, Object... arguments) {
    assertThat(cli.run(arguments)).as(cli.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).startsWith("diffusion: ").contains(part).doesNotContain("\tat ");
    assertThat(cli.err().lines()).hasSizeLessThan(24);
    assertThat(cli.out()).isEmpty();
  }
}
