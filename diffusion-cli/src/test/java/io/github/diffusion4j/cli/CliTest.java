package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.image.Png;
import io.github.diffusion4j.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands from end to end, on a network that trains in moments. */
class CliTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();
  private Path recipe;
  private Path model;
  private Path samples;
  private Path result;

  @BeforeEach
  void place() throws IOException {
    recipe = Cli.tinyRecipe(folder);
    model = folder.resolve("a model");
    samples = folder.resolve("some samples");
    result = folder.resolve("result.json");
  }

  @Test
  void trainsAndSamples() throws Exception {
    train();
    assertThat(cli.out()).contains("Trained 4 steps").contains("training.html");
    assertThat(result().get("status").asText()).isEqualTo("ok");
    assertThat(Path.of(result().at("/outputs/model").asText())).isEqualTo(model);
    assertThat(Path.of(result().at("/outputs/page").asText())).exists();
    assertThat(model.resolve("recipe.yaml")).exists();

    sample(samples, 3);
    assertThat(files(samples))
        .containsExactly(
            "grid.png",
            "sample-00000.png",
            "sample-00001.png",
            "sample-00002.png",
            "sample-00003.png",
            "samples.json");
    assertThat(Path.of(result().at("/outputs/grid").asText())).exists();
    Image picture = image(samples.resolve("sample-00003.png"));
    assertThat(picture.width()).isEqualTo(16);
    JsonNode manifest = Json.mapper().readTree(samples.resolve("samples.json").toFile());
    String text =
        new String(
            Files.readAllBytes(samples.resolve("sample-00003.png")), StandardCharsets.ISO_8859_1);
    assertThat(text).contains(manifest.get("model").asText()).contains("index\0" + "3");
    assertThat(files(folder))
        .containsExactly("a model", "result.json", "some samples", "tiny.yaml");
  }

  @Test
  void drawsIfNeededWhereNoPicturesOfTheModelAre() throws IOException {
    train();
    sample(samples, 3, "--if-needed");
    assertThat(cli.out()).contains("Drew 4 pictures");
    byte[] drawn = Files.readAllBytes(samples.resolve("samples.json"));
    sample(samples, 3, "--if-needed", "--seed", "8");
    assertThat(result().get("status").asText()).isEqualTo("up-to-date");
    assertThat(samples.resolve("samples.json")).hasBinaryContent(drawn);

    train("--steps", "6");
    sample(samples, 3, "--if-needed");
    assertThat(result().get("status").asText()).as("of another model").isEqualTo("ok");

    Path own = folder.resolve("own");
    picture(own.resolve("mine.png"), 7);
    sample(own, 3, "--if-needed");
    assertThat(result().get("status").asText()).as("somebody's").isEqualTo("up-to-date");
    assertThat(files(own)).containsExactly("mine.png");
  }

  @Test
  void drawsTheSamePictureWhateverTheBatchSize() throws Exception {
    train();
    Path alone = folder.resolve("alone");
    sample(samples, 3);
    sample(alone, 1);
    for (String name : List.of("sample-00000.png", "sample-00002.png", "sample-00003.png")) {
      byte[] together = image(samples.resolve(name)).samples();
      byte[] single = image(alone.resolve(name)).samples();
      for (int i = 0; i < together.length; i++) {
        // Convolutions of other batch sizes may sum in another order: one level at most.
        assertThat(Math.abs((together[i] & 255) - (single[i] & 255))).as(name).isLessThan(2);
      }
    }
  }

  @Test
  void trainsAgainOnlyWhenSomethingChanged() throws IOException {
    train();
    train();
    assertThat(result().get("status").asText()).isEqualTo("up-to-date");
    assertThat(cli.out()).contains("Model is up to date");
    train("--steps", "6");
    assertThat(cli.err()).contains("Retraining: recipe changed: training.steps 4 -> 6");
    assertThat(cli.out()).contains("Trained 6 steps");
    train("--steps", "6", "--force");
    assertThat(cli.err()).contains("Retraining: --force is given");
    assertThat(result().get("status").asText()).isEqualTo("ok");
    assertThat(cli.out()).contains("Trained 6 steps");
  }

  @Test
  void picturesAreDecodedOnceAndChangesNoticed() throws IOException {
    Path pictures = folder.resolve("pictures");
    for (int i = 0; i < 4; i++) {
      picture(pictures.resolve(i + ".png"), 40 * i);
    }
    Path cache = folder.resolve("cache");
    Object[] options = {"--data", pictures, "--cache", cache};
    train(options);
    assertThat(cli.err()).contains("Pictures were decoded into the cache " + cache);
    assertThat(cli.out()).contains("Waited for pictures: ");
    train(options);
    assertThat(result().get("status").asText()).isEqualTo("up-to-date");
    train("--data", pictures, "--cache", "none");
    assertThat(result().get("status").asText()).as("a cache is no part").isEqualTo("up-to-date");
    train("--data", pictures, "--cache", cache, "--force");
    assertThat(cli.err()).contains("Pictures come decoded from the cache " + cache);
    picture(pictures.resolve("2.png"), 81);
    train(options);
    assertThat(cli.err())
        .contains("Retraining: dataset changed (+0 -0 ~1 files)")
        .contains("3 unchanged ones taken from the one before");
  }

  private static void picture(Path file, int level) throws IOException {
    byte[] samples = new byte[16 * 16];
    Arrays.fill(samples, (byte) level);
    Files.createDirectories(file.getParent());
    Files.write(file, Png.encode(new Image(16, 16, 1, samples)));
  }

  @Test
  void aCascadeIsOneModel() throws Exception {
    Files.writeString(
        recipe, Files.readString(recipe) + "cascade:\n  sizes: [4, 8]\n  truncated: true\n");
    train();
    assertThat(cli.err()).contains("Stage 2 of 3: pictures of size 8");
    assertThat(cli.out()).contains("Trained stage 16 (3 of 3), 4 steps");
    assertThat(Path.of(result().at("/outputs/page").asText())).exists();
    assertThat(files(model))
        .containsExactly(
            "fingerprint.json",
            "model.json",
            "recipe.yaml",
            "stage-16",
            "stage-4",
            "stage-8",
            "training.html");

    sample(samples, 3);
    assertThat(image(samples.resolve("sample-00003.png")).width()).isEqualTo(16);
    JsonNode manifest = Json.mapper().readTree(samples.resolve("samples.json").toFile());
    assertThat(manifest.get("stages")).hasToString("[4,8,16]");
    assertThat(manifest.get("samplingNoise").asDouble()).isEqualTo(0.2);
    assertThat(manifest.get("truncated").asBoolean()).isTrue();

    train();
    assertThat(result().get("status").asText()).isEqualTo("up-to-date");
    Files.delete(model.resolve("stage-8/model.safetensors"));
    train();
    assertThat(cli.err()).contains("model is missing (stage-8/model.safetensors)");
    sample(samples, 3);
    train("--force");
    assertThat(cli.err()).doesNotContain("Resuming after");
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    assertThat(cli.run("sample", "--model", model, "--samples-directory", samples)).isEqualTo(3);
    assertThat(cli.err()).contains("a model");
    train();
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    }
    assertThat(cli.run("sample", "--model", model, "--samples-directory", samples)).isEqualTo(3);
    assertThat(cli.err()).contains("safetensors").doesNotContain("\tat ");
    assertThat(samples).doesNotExist();
    train();
    assertThat(result().get("status").asText()).isEqualTo("ok");
  }

  @Test
  void inspectsData() {
    Path page = folder.resolve("new/page.html");
    Path report = folder.resolve("new/report.json");
    assertThat(cli.run("inspect", "--data", "shapes", "--html", page, "--json", report))
        .as(cli.err())
        .isZero();
    assertThat(cli.out()).startsWith("Fit to train on").contains("class", "10,000");
    assertThat(page).content().contains("<h1>Data in shapes</h1>", "<svg", "data:image/png");
    assertThat(report).content().contains("\"verdict\" : \"Fit to train on");
    assertThat(cli.run("inspect", "--data", folder.resolve("nowhere"))).isEqualTo(3);
    assertThat(cli.err()).contains("nowhere");
  }

  private void train(Object... more) {
    Object[] arguments = {
      "train",
      "--recipe",
      recipe,
      "--model",
      model,
      "--worker-result",
      result,
      "--worker-nonce",
      "n"
    };
    int exitCode = cli.run(Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray());
    assertThat(exitCode).as(cli.err()).isZero();
  }

  private void sample(Path target, int batchSize, Object... options) {
    Object[] usual = {
      "sample",
      "--model",
      model,
      "--samples-directory",
      target,
      "--batch-size",
      batchSize,
      "--worker-result",
      result
    };
    int exitCode = cli.run(Stream.concat(Arrays.stream(usual), Arrays.stream(options)).toArray());
    assertThat(exitCode).as(cli.err()).isZero();
  }

  private JsonNode result() throws IOException {
    return Json.mapper().readTree(result.toFile());
  }

  private static Image image(Path file) throws Exception {
    return ImageReader.read(Files.readAllBytes(file), file.toString(), 1 << 20);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
