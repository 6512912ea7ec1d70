package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoalRequestTest {

  private static final Path MODEL = Path.of("/m");

  @Test
  void trainPassesOnEverythingThatIsSet() {
    assertThat(
            new TrainRequest(
                    "/d a",
                    "pad",
                    "/c",
                    MODEL,
                    Path.of("/r.yaml"),
                    "edm-small",
                    32,
                    9L,
                    "20m",
                    4,
                    -7L,
                    true,
                    new EngineAsked("torch", "cuda:1", "tf32"))
                .arguments())
        .containsExactly(
            "--data",
            "/d a",
            "--fit",
            "pad",
            "--cache",
            "/c",
            "--model",
            "/m",
            "--recipe",
            "/r.yaml",
            "--preset",
            "edm-small",
            "--image-size",
            "32",
            "--steps",
            "9",
            "--max-duration",
            "20m",
            "--batch-size",
            "4",
            "--seed",
            "-7",
            "--force",
            "--engine",
            "torch",
            "--device",
            "cuda:1",
            "--precision",
            "tf32");
  }

  @Test
  void trainLeavesTheRestToTheProgram() {
    TrainRequest request = train(null, EngineAsked.NOTHING);
    assertThat(request.arguments()).containsExactly("--model", "/m");
    assertThat(request.goal()).isEqualTo("train");
    assertThat(request.computes()).isTrue();
    assertThat(request.afterInterruption()).contains("/m");
  }

  @Test
  void samplePassesOnEverythingThatIsSet() {
    assertThat(
            new SampleRequest(
                    MODEL,
                    8,
                    Path.of("/s"),
                    new SamplingAsked(
                        "heun",
                        18,
                        new GuidanceAsked(
                            1.5, 0.2, 3.0, 0.7, "square", Path.of("/w"), 0.2, Path.of("/c"), 2.0),
                        "dynamic",
                        99.0,
                        0.1,
                        "circle",
                        4,
                        7L),
                    true,
                    true,
                    true,
                    new EngineAsked("torch", " ", null))
                .arguments())
        .containsExactly(
            "--model",
            "/m",
            "--samples",
            "8",
            "--samples-directory",
            "/s",
            "--sampler",
            "heun",
            "--sampling-steps",
            "18",
            "--guidance",
            "1.5",
            "--guidance-min",
            "0.2",
            "--guidance-max",
            "3.0",
            "--guidance-rescale",
            "0.7",
            "--negative-class",
            "square",
            "--weaker-model",
            "/w",
            "--weaker-average",
            "0.2",
            "--classifier",
            "/c",
            "--classifier-scale",
            "2.0",
            "--thresholding",
            "dynamic",
            "--threshold-percentile",
            "99.0",
            "--average",
            "0.1",
            "--class-label",
            "circle",
            "--batch-size",
            "4",
            "--seed",
            "7",
            "--guard",
            "--if-needed",
            "--force",
            "--engine",
            "torch");
  }

  @Test
  void editPassesOnEverythingThatIsSet() {
    EditRequest all =
        new EditRequest(
            MODEL,
            Path.of("/p.png"),
            Path.of("/k.png"),
            Path.of("/t.png"),
            true,
            "square",
            0.5,
            10,
            4,
            3,
            Path.of("/e"),
            SamplingAsked.NOTHING,
            true,
            new EngineAsked("torch", null, null));
    assertThat(all.arguments())
        .containsExactly(
            "--model",
            "/m",
            "--picture",
            "/p.png",
            "--mask",
            "/k.png",
            "--to",
            "/t.png",
            "--encode",
            "--decode-class",
            "square",
            "--strength",
            "0.5",
            "--resamplings",
            "10",
            "--jump",
            "4",
            "--samples",
            "3",
            "--samples-directory",
            "/e",
            "--force",
            "--engine",
            "torch");
    assertThat(all.goal()).isEqualTo("edit");
    assertThat(all.computes()).isTrue();
  }

  @Test
  void editLeavesTheRestToTheProgramButNeedsAPicture() {
    assertThat(edit(Path.of("/p.png")).arguments())
        .containsExactly("--model", "/m", "--picture", "/p.png", "--samples-directory", "/e");
    assertThatThrownBy(() -> edit(null)).hasMessageContaining("diffusion.picture is not set");
  }

  private static EditRequest edit(Path picture) {
    return new EditRequest(
        MODEL,
        picture,
        null,
        null,
        false,
        " ",
        null,
        null,
        null,
        null,
        Path.of("/e"),
        SamplingAsked.NOTHING,
        false,
        EngineAsked.NOTHING);
  }

  @Test
  void trainClassifierPassesOnEverythingThatIsSet() {
    TrainClassifierRequest all =
        new TrainClassifierRequest(
            MODEL, Path.of("/c"), "/d", 0.2, 9L, 4, 0.01, 8, 5L, new EngineAsked("torch", "", ""));
    assertThat(all.arguments())
        .containsExactly(
            "--model",
            "/m",
            "--classifier",
            "/c",
            "--data",
            "/d",
            "--held-out",
            "0.2",
            "--steps",
            "9",
            "--batch-size",
            "4",
            "--learning-rate",
            "0.01",
            "--base-channels",
            "8",
            "--seed",
            "5",
            "--engine",
            "torch");
    assertThat(all.goal()).isEqualTo("train-classifier");
    assertThat(all.afterInterruption()).contains("/c");
    assertThat(
            new TrainClassifierRequest(
                    MODEL,
                    Path.of("/c"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    EngineAsked.NOTHING)
                .arguments())
        .containsExactly("--model", "/m", "--classifier", "/c");
  }

  @Test
  void inspectNeedsOnlyItsFiles() {
    Path page = Path.of("/o/inspect.html");
    Path report = Path.of("/o/inspect.json");
    assertThat(new InspectRequest(null, null, page, report).arguments())
        .containsExactly("--html", page.toString(), "--json", report.toString());
    assertThat(new InspectRequest("shapes", 16, page, report).arguments())
        .startsWith("--data", "shapes", "--image-size", "16");
    assertThatThrownBy(() -> new InspectRequest("shapes", 16, page, null))
        .hasMessageContaining("report");
  }

  @Test
  void foldersAreRequired() {
    assertThatThrownBy(
            () ->
                new SampleRequest(
                    MODEL,
                    1,
                    null,
                    SamplingAsked.NOTHING,
                    false,
                    false,
                    false,
                    EngineAsked.NOTHING))
        .hasMessageContaining("samplesDirectory");
  }

  @Test
  void dataIsABuiltInNameOrAnAbsolutePath() {
    Path base = Path.of("/work space");
    assertThat(DataLocation.resolve("shapes", base)).isEqualTo("shapes");
    assertThat(DataLocation.resolve("close-ups", base)).isEqualTo("close-ups");
    assertThat(DataLocation.resolve("./shapes", base)).isEqualTo("/work space/shapes");
    assertThat(DataLocation.resolve("../d", base)).isEqualTo("/d");
    assertThat(DataLocation.resolve("/d", base)).isEqualTo("/d");
    assertThat(DataLocation.resolve(null, base)).isNull();
    assertThat(DataLocation.resolve(" ", base)).isNull();
  }

  @Test
  void aCacheIsAWordOrAnAbsolutePath() {
    Path base = Path.of("/work space");
    assertThat(DataLocation.resolveCache("auto", base)).isEqualTo("auto");
    assertThat(DataLocation.resolveCache("none", base)).isEqualTo("none");
    assertThat(DataLocation.resolveCache("cache", base)).isEqualTo("/work space/cache");
    assertThat(DataLocation.resolveCache("shapes", base)).isEqualTo("/work space/shapes");
    assertThat(DataLocation.resolveCache("", base)).isNull();
  }

  @Test
  void asksARecipeThatMayNameAnEngine(@TempDir Path folder) throws Exception {
    Path silent = Files.writeString(folder.resolve("silent.yaml"), "training:\n  steps: 4\n");
    Path named = Files.writeString(folder.resolve("named.yaml"), "engine: {name: torch}\n");
    EngineAsked all = new EngineAsked("nd4j", "cpu", "float32");
    assertThat(train(null, EngineAsked.NOTHING).engineQuestion()).isEmpty();
    assertThat(train(silent, EngineAsked.NOTHING).engineQuestion()).isEmpty();
    assertThat(train(named, all).engineQuestion()).isEmpty();
    EngineRequest question =
        train(named, new EngineAsked("torch", null, null)).engineQuestion().orElseThrow();
    assertThat(question.goal()).isEqualTo("engine");
    assertThat(question.computes()).isFalse();
    assertThat(question.arguments()).containsExactly("--recipe", named.toString());
    // The worker says what is wrong with it.
    assertThat(train(folder.resolve("none.yaml"), EngineAsked.NOTHING).engineQuestion())
        .isPresent();
  }

  private static TrainRequest train(Path recipe, EngineAsked engine) {
    return new TrainRequest(
        null, " ", null, MODEL, recipe, "", null, null, null, null, null, false, engine);
  }
}
