package io.github.diffusion4j.maven.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GoalRequestTest {

  private static final Path MODEL = Path.of("/m");

  @Test
  void trainPassesOnEverythingThatIsSet() {
    assertThat(
            new TrainRequest(
                    "/d a",
                    "pad",
                    MODEL,
                    Path.of("/r.yaml"),
                    "edm-small",
                    32,
                    9L,
                    "20m",
                    4,
                    -7L,
                    true)
                .arguments())
        .containsExactly(
            "--data",
            "/d a",
            "--fit",
            "pad",
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
            "--force");
  }

  @Test
  void trainLeavesTheRestToTheProgram() {
    TrainRequest request =
        new TrainRequest(null, " ", MODEL, null, "", null, null, null, null, null, false);
    assertThat(request.arguments()).containsExactly("--model", "/m");
    assertThat(request.goal()).isEqualTo("train");
    assertThat(request.computes()).isTrue();
    assertThat(request.afterInterruption()).contains("/m");
  }

  @Test
  void samplePassesOnEverythingThatIsSet() {
    assertThat(
            new SampleRequest(MODEL, 8, Path.of("/s"), "heun", 18, 1.5, "circle", 4, 7L, true)
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
            "--class-label",
            "circle",
            "--batch-size",
            "4",
            "--seed",
            "7",
            "--force");
  }

  @Test
  void inspectNeedsNothing() {
    assertThat(new InspectRequest(null, null).arguments()).isEmpty();
    assertThat(new InspectRequest("shapes", 16).arguments())
        .containsExactly("--data", "shapes", "--image-size", "16");
  }

  @Test
  void foldersAreRequired() {
    assertThatThrownBy(
            () -> new SampleRequest(MODEL, 1, null, null, null, null, null, null, null, false))
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
}
