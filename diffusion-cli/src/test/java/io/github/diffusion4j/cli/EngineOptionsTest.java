package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a model when another engine is to go on with it. */
class EngineOptionsTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();
  private Path recipe;
  private Path model;
  private Path result;

  @BeforeEach
  void place() throws IOException {
    recipe = Cli.tinyRecipe(folder);
    model = folder.resolve("model");
    result = folder.resolve("result.json");
  }

  @Test
  void saysWhichEngineARecipeNames() throws IOException {
    assertThat(engine()).isEqualTo("nd4j on cpu in float32");
    Files.writeString(recipe, "engine: {name: torch, precision: bfloat16}\n");
    assertThat(engine()).isEqualTo("torch on cpu in bfloat16");
    assertThat(engine("--device", "cuda:1")).isEqualTo("torch on cuda:1 in bfloat16");
    assertThat(engine("--engine", "auto")).isEqualTo("auto on cpu in bfloat16");
    JsonNode outputs = Json.mapper().readTree(result.toFile()).get("outputs");
    assertThat(outputs.get("engine").asText()).isEqualTo("auto");
    assertThat(outputs.get("device").asText()).isEqualTo("cpu");
    assertThat(outputs.get("precision").asText()).isEqualTo("bfloat16");
  }

  @Test
  void aModelOfAnotherEngineIsUpToDate() throws IOException {
    assertThat(train()).as(cli.err()).isZero();
    pretend("another engine", "bfloat16");
    assertThat(train("--engine", "auto")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("Model is up to date");
    assertThat(cli.err()).contains("Note: the model was trained in precision bfloat16");
  }

  @Test
  void aRunOfAnotherEngineIsResumed() throws IOException {
    assertThat(train()).as(cli.err()).isZero();
    pretend("another engine", "bfloat16");
    Files.delete(model.resolve("model.safetensors"));
    Files.delete(model.resolve("checkpoints/step-000000004.safetensors"));
    assertThat(train()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("Resuming: model is missing (model.safetensors)")
        .contains("another engine another engine -> nd4j")
        .contains("precision bfloat16 -> float32")
        .contains("Resuming after step 2");
    assertThat(cli.out()).contains("Trained 4 steps");
    assertThat(Files.readString(model.resolve("fingerprint.json"))).doesNotContain("another");
  }

  @Test
  void samplingTakesNoEngineFromTheKeptRecipe() throws IOException {
    assertThat(train()).as(cli.err()).isZero();
    Path kept = model.resolve("recipe.yaml");
    String yaml = Files.readString(kept);
    assertThat(yaml).contains("name: nd4j");
    Files.writeString(kept, yaml.replace("name: nd4j", "name: torch"));
    Object[] sample = {"sample", "--model", model, "--samples-directory", folder.resolve("drawn")};
    assertThat(cli.run(sample)).as(cli.err()).isZero();
    Object[] asked = {
      "sample", "--model", model, "--samples-directory", folder.resolve("x"), "--recipe", kept
    };
    assertThat(cli.run(asked)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("no engine 'torch'");
  }

  private String engine(String... more) {
    assertThat(run("engine", more)).as(cli.err()).isZero();
    return cli.out().strip();
  }

  private int train(String... more) {
    return run("train", more);
  }

  private int run(String command, String... more) {
    Object[] arguments = new Object[more.length + 5];
    arguments[0] = command;
    arguments[1] = "--recipe";
    arguments[2] = recipe;
    arguments[3] = command.equals("train") ? "--model" : "--worker-result";
    arguments[4] = command.equals("train") ? model : result;
    System.arraycopy(more, 0, arguments, 5, more.length);
    return cli.run(arguments);
  }

  /** Makes the fingerprint that of a run on another engine. */
  private void pretend(String engine, String precision) throws IOException {
    Path file = model.resolve("fingerprint.json");
    String text = Files.readString(file);
    String other =
        text.replaceFirst("\"engine\" : \"[^\"]*\"", "\"engine\" : \"" + engine + "\"")
            .replace("\"precision\" : \"float32\"", "\"precision\" : \"" + precision + "\"");
    assertThat(other).isNotEqualTo(text).contains(precision);
    Files.writeString(file, other);
  }
}
