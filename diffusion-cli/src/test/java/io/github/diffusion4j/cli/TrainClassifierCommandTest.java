package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a model to the classifier that guides it. */
class TrainClassifierCommandTest {
  private static final Cli CLI = new Cli();
  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws Exception {
    Path recipe = Cli.tinyRecipe(folder);
    int code = CLI.run("train", "--recipe", recipe, "--model", folder.resolve("model"));
    assertThat(code).as(CLI.err()).isZero();
  }

  private static int run(Object... options) {
    List<Object> all =
        new ArrayList<>(List.of("train-classifier", "--model", folder.resolve("model")));
    all.addAll(List.of("--base-channels=8", "--batch-size=4"));
    all.addAll(Arrays.asList(options));
    return CLI.run(all.toArray());
  }

  @Test
  void trainsWhatThenGuides() throws Exception {
    Path classifier = folder.resolve("classifier");
    assertThat(run("--classifier", classifier, "--steps=3")).as(CLI.err()).isZero();
    assertThat(CLI.out()).contains("Trained 3 steps").contains("--classifier " + classifier);
    JsonNode manifest = Json.mapper().readTree(classifier.resolve("classifier.json").toFile());
    assertThat(manifest.get("step").asInt()).isEqualTo(3);
    assertThat(manifest.get("accuracies")).isNotEmpty();
    Object[] sample = {
      "sample",
      "--model",
      folder.resolve("model"),
      "--samples-directory",
      folder.resolve("samples"),
      "--classifier",
      classifier,
      "--classifier-scale=5"
    };
    assertThat(CLI.run(sample)).as(CLI.err()).isZero();
    String guided = Files.readString(folder.resolve("samples/samples.json"));
    assertThat(guided).contains(manifest.get("weightsDigest").asText());
  }

  @Test
  void goesOnFromItsCheckpoint() throws Exception {
    Path classifier = folder.resolve("again");
    assertThat(run("--classifier", classifier, "--steps=2")).as(CLI.err()).isZero();
    byte[] once = Files.readAllBytes(classifier.resolve("classifier.safetensors"));
    assertThat(run("--classifier", classifier, "--steps=2")).as(CLI.err()).isZero();
    assertThat(CLI.out() + CLI.err()).contains("Resuming after step 2");
    assertThat(Files.readAllBytes(classifier.resolve("classifier.safetensors"))).isEqualTo(once);
  }

  private static Path pictures(String... classes) throws Exception {
    Path data = folder.resolve("data");
    for (int i = 0; i < 40; i++) {
      byte[] samples = new byte[16 * 16 * 3];
      samples[i] = 1;
      Path place = Files.createDirectories(data.resolve(classes[i % classes.length]));
      Files.write(place.resolve(i + ".png"), Png.encode(new Image(16, 16, 3, samples)));
    }
    return data;
  }

  private static void refused(String part, Object... options) {
    assertThat(run(options)).as(CLI.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err()).contains(part).doesNotContain("\tat ");
  }

  @Test
  void tellsWhatIsWrong() throws Exception {
    Path classifier = folder.resolve("none");
    refused("steps is 0; it must be 1 or more", "--classifier", classifier, "--steps=0");
    refused("learning-rate is 0.0", "--classifier", classifier, "--learning-rate=0");
    refused("held out", "--classifier", classifier, "--held-out=1.5");
    Path file = Files.writeString(folder.resolve("file"), "");
    refused("which is a file; name a folder", "--classifier", file);
    refused(
        "but the data has [cat, dog]; name the model's data with --data",
        "--classifier",
        classifier,
        "--data",
        pictures("cat", "dog"));
    int code = CLI.run("train-classifier", "--model", folder.resolve("nowhere"));
    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err()).contains("There is no model in");
    assertThat(classifier).doesNotExist();
  }
}
