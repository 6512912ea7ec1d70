package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.image.ImageReader;
import io.github.diffusion4j.store.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pictures of a network that trained for moments can be guided by, and by what not. */
class GuidanceOptionsTest {
  private static final Cli CLI = new Cli();
  @TempDir private static Path folder;

  @BeforeAll
  static void train() throws Exception {
    String plain = Files.readString(Cli.tinyRecipe(folder));
    train("plain", plain);
    train("model", plain.replace("training:", "training:\n  average:\n    power: true"));
    train("larger", plain.replace("image-size: 16", "image-size: 32"));
  }

  private static void train(String name, String recipe) throws Exception {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), recipe);
    int code = CLI.run("train", "--recipe", file, "--model", folder.resolve(name));
    assertThat(code).as(CLI.err()).isZero();
  }

  private static int run(Object... options) {
    return runOn("model", options);
  }

  private static int runOn(String model, Object... options) {
    List<Object> all = new ArrayList<>(List.of("sample", "--model", folder.resolve(model)));
    all.addAll(List.of("--samples-directory", folder.resolve("samples")));
    all.addAll(Arrays.asList(options));
    return CLI.run(all.toArray());
  }

  private static JsonNode draw(Object... options) throws Exception {
    assertThat(run(options)).as(CLI.err()).isZero();
    return Json.mapper().readTree(folder.resolve("samples/samples.json").toFile());
  }

  private static byte[] drawn(Object... options) throws Exception {
    draw(options);
    byte[] file = Files.readAllBytes(folder.resolve("samples/sample-00001.png"));
    return ImageReader.read(file, "sample", 1 << 20).samples();
  }

  private static void refused(String part, Object... options) {
    assertThat(run(options)).as(CLI.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err()).contains(part).doesNotContain("\tat ");
  }

  @Test
  void theManifestSaysWhatGuided() throws Exception {
    JsonNode plain = draw();
    assertThat(plain.get("guidance").asDouble()).isEqualTo(1.5);
    assertThat(plain.has("guidance-min")).isFalse();
    assertThat(plain.has("thresholding")).isFalse();
    JsonNode all =
        draw(
            "--guidance=3",
            "--guidance-min=0.2",
            "--guidance-max=5",
            "--guidance-rescale=0.7",
            "--negative-class=1",
            "--thresholding=dynamic",
            "--threshold-percentile=95");
    assertThat(all.get("guidance-min").asDouble()).isEqualTo(0.2);
    assertThat(all.get("guidance-max").asDouble()).isEqualTo(5);
    assertThat(all.get("guidance-rescale").asDouble()).isEqualTo(0.7);
    assertThat(all.get("negative-class").asText()).isNotEqualTo("1").isNotEmpty();
    assertThat(all.get("threshold-percentile").asDouble()).isEqualTo(95);
  }

  @Test
  void eachChangesThePicture() throws Exception {
    byte[] strong = drawn("--guidance=30");
    assertThat(drawn("--guidance=1")).isNotEqualTo(strong);
    assertThat(drawn("--guidance=30", "--guidance-max=1")).isNotEqualTo(strong);
    assertThat(drawn("--guidance=30", "--guidance-rescale=1")).isNotEqualTo(strong);
    assertThat(drawn("--guidance=30", "--negative-class=0")).isNotEqualTo(strong);
    assertThat(drawn("--guidance=30", "--weaker-average=0.25")).isNotEqualTo(strong);
    byte[] weaker = drawn("--guidance=30", "--weaker-model", folder.resolve("plain"));
    assertThat(weaker).isNotEqualTo(strong);
    // Beyond all levels of the model guidance does nothing.
    assertThat(drawn("--guidance=30", "--guidance-min=1000")).isEqualTo(drawn("--guidance=1"));
  }

  @Test
  void tellsHowStronglyClassesPullAndDrawsTheSame() throws Exception {
    JsonNode guided = draw("--guidance=3");
    assertThat(guided.get("pictures"))
        .allSatisfy(picture -> assertThat(picture.get("guard").asDouble()).isPositive());
    JsonNode away = draw("--guidance=3", "--negative-class=0");
    assertThat(away.get("pictures").get(0).has("guard")).isFalse();
    JsonNode none = draw("--guidance=3", "--class-label=none");
    assertThat(none.get("pictures").get(0).get("class").asText()).isEmpty();
    assertThat(none.get("pictures").get(0).has("guard")).isFalse();
    for (List<Object> options :
        List.<List<Object>>of(
            List.of("--guidance=1"),
            List.of("--guidance=3", "--guidance-max=1"),
            List.of("--guidance=3", "--negative-class=0"))) {
      byte[] without = drawn(options.toArray());
      List<Object> watched = new ArrayList<>(options);
      watched.add("--guard");
      assertThat(drawn(watched.toArray())).as("%s", options).isEqualTo(without);
      JsonNode picture = draw(watched.toArray()).get("pictures").get(1);
      assertThat(picture.get("guard").asDouble()).as("%s", options).isPositive();
    }
  }

  @Test
  void drawsWithAnotherAverage() throws Exception {
    byte[] usual = drawn();
    JsonNode manifest = draw("--average=0.1");
    assertThat(manifest.get("average").asDouble()).isEqualTo(0.1);
    assertThat(drawn("--average=0.1")).isNotEqualTo(usual);
    assertThat(runOn("plain", "--average=0.1")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CLI.err())
        .contains("There are no stored averages in")
        .contains("Train with training.average.power: true");
    refused(
        "There are no stored averages",
        "--weaker-model",
        folder.resolve("plain"),
        "--weaker-average=0.1");
    refused("average is 0.5; it must be above 0 and at most 0.2887", "--average=0.5");
  }

  @Test
  void tellsWhatHasNoEffect() {
    for (String option :
        List.of("--guidance-min=1", "--guidance-max=2", "--guidance-rescale=0.7")) {
      refused("but guidance is 1, which is off", "--guidance=1", option);
    }
    refused("but guidance is 1, which is off", "--guidance=1", "--negative-class=0");
    refused("but guidance is 1, which is off", "--guidance=1", "--weaker-average=0.2");
    refused(
        "but guidance is 1, which is off",
        "--guidance=1",
        "--weaker-model",
        folder.resolve("plain"));
    refused(
        "--classifier-scale is 3.0, but no classifier is named; add --classifier",
        "--classifier-scale=3");
    refused(
        "--threshold-percentile is 95.0, but thresholding is static; add --thresholding dynamic",
        "--threshold-percentile=95",
        "--thresholding=static");
  }

  @Test
  void tellsWhatDoesNotFit() {
    refused(
        "guidance-max is 2.0; it must be above guidance-min",
        "--guidance-min=5",
        "--guidance-max=2");
    refused("guidance-rescale is 1.5; it must be from 0 (off) to 1", "--guidance-rescale=1.5");
    refused("--negative-class is hexagon", "--negative-class=hexagon");
    assertThat(CLI.err()).contains("the model's classes are 0 to");
    refused("--negative-class is 99", "--negative-class=99");
    refused(
        "The weaker model draws 32x32 with 3 channels, but the model 16x16 with 3",
        "--weaker-model",
        folder.resolve("larger"));
    refused("There is no model in", "--weaker-model", folder.resolve("nowhere"));
    refused("There is no classifier in", "--classifier", folder.resolve("plain"));
    refused(
        "guidance moves away from one thing",
        "--negative-class=0",
        "--weaker-model",
        folder.resolve("plain"));
    refused("expected one of none, static, dynamic", "--thresholding=clip");
    refused("from 50 to 100 percent", "--threshold-percentile=0.99");
  }
}
