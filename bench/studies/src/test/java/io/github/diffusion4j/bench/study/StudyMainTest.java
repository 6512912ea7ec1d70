package io.github.diffusion4j.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.recipe.RecipeDraft;
import io.github.diffusion4j.store.Json;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.CascadeTrainer;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.Training;
import io.github.diffusion4j.train.TrainingObserver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each command on a model that has learned next to nothing, of pictures of 8x8. */
class StudyMainTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void train() {
    train("model", small("edm-small"));
    succeed("judge", "--size", "8", "--base", "4", "--steps", "3", "--pictures", "8");
  }

  private static RecipeDraft small(String preset) {
    return RecipeDraft.preset(preset)
        .with("network.base-channels", 8, "test")
        .with("network.multipliers", List.of(1, 2), "test")
        .with("network.attention-resolutions", List.of(), "test")
        .with("training.steps", 3, "test")
        .with("training.batch-size", 8, "test")
        .with("data.image-size", 8, "test");
  }

  private static void train(String name, RecipeDraft draft) {
    Recipe recipe = draft.resolve();
    Dataset data = StudyData.open("close-ups", 8).training();
    Path place = folder.resolve(name);
    TrainingObserver silent = TrainingObserver.none();
    try (Engine engine = Engine.open()) {
      Training training =
          recipe.cascade().isOn()
              ? new CascadeTrainer(
                  engine,
                  data,
                  recipe.stages(),
                  recipe.formulation(),
                  recipe.training(),
                  place,
                  silent)
              : new Trainer(
                  engine,
                  data,
                  recipe.network(),
                  recipe.formulation(),
                  recipe.training(),
                  place,
                  silent);
      training.run();
    }
  }

  @Test
  void distancesOfTestPictures() throws IOException {
    succeed("frechet", "--size", "8", "--counts", "20,50", "--reference", "100");

    assertThat(text("frechet-close-ups.md")).contains("| 50 ", "infinitely many");
    assertThat(folder.resolve("frechet-close-ups.png")).isNotEmptyFile();
  }

  @Test
  void samplersAreMeasuredOnce() throws IOException {
    String[] command = {
      "samplers",
      "--model",
      folder.resolve("model").toString(),
      "--only",
      "heun,euler",
      "--evaluations",
      "3,5",
      "--count",
      "12",
      "--batch",
      "6",
      "--reference",
      "100"
    };
    succeed(command);
    JsonNode first = Json.mapper().readTree(folder.resolve("samplers.json").toFile());
    succeed(command);
    JsonNode second = Json.mapper().readTree(folder.resolve("samplers.json").toFile());

    assertThat(first.path("cells").size()).isEqualTo(4);
    assertThat(first.path("cells").path("heun 3").path("evaluations").asDouble()).isEqualTo(5);
    assertThat(second.path("cells")).isEqualTo(first.path("cells"));
    assertThat(second.path("starts").size()).isEqualTo(2);
    assertThat(text("samplers.md")).contains("| euler", "samplers.png", "in 2 runs");
  }

  @Test
  void otherSettingsAreToldApart() {
    String model = folder.resolve("model").toString();
    String[] some = {"guidance", "--model", model, "--steps", "2", "--scales", "1,2"};
    succeed(with(some, "--count", "12", "--reference", "100"));

    assertThat(text("guidance-close-ups.md")).contains("| classifier-free", "| test pictures");
    assertThat(run(with(some, "--count", "18", "--reference", "100")))
        .contains("guidance-close-ups.json holds numbers of other settings");
  }

  @Test
  void aClassifierOfNoisyPicturesGuidesToo() {
    String model = folder.resolve("model").toString();
    String classifier = folder.resolve("classifier").toString();
    succeed(
        "classifier",
        "--model",
        model,
        "--to",
        classifier,
        "--base",
        "4",
        "--steps",
        "3",
        "--pictures",
        "8");
    assertThat(text("classifier-close-ups.md")).contains("| sigma", " %");
    assertThat(run("frechet", "--size", "8", "--judge", classifier, "--counts", "20"))
        .contains("guides and does not judge");

    String out = folder.resolve("by-classifier").toString();
    Path judge = folder.resolve("judge-close-ups-8");
    succeed(
        "guidance",
        "--model",
        model,
        "--classifier",
        classifier,
        "--steps",
        "2",
        "--scales",
        "2",
        "--count",
        "12",
        "--reference",
        "100",
        "--judge",
        judge.toString(),
        "--out",
        out);
    assertThat(text("by-classifier/guidance-close-ups.md")).contains("| classifier      |");
  }

  @Test
  void learnedVarianceBesideFixed() {
    train("learned", small("iddpm-small"));
    String learned = folder.resolve("learned").toString();
    succeed(
        "variance", "--model", learned, "--steps", "2,3", "--count", "12", "--reference", "100");
    assertThat(text("variance.md")).contains("| learned ", "| fixed-small ", "3 steps");

    assertThat(run("variance", "--model", folder.resolve("model").toString()))
        .contains("a model in continuous time, which learns no variance");
  }

  @Test
  void cascadesWithAndWithoutNoise() {
    RecipeDraft cascade = small("edm-small").with("cascade.sizes", List.of(4), "test");
    train("with", cascade);
    train("without", cascade.with("cascade.noise", false, "test"));
    succeed(
        "cascade",
        "--size",
        "8",
        "--with",
        folder.resolve("with").toString(),
        "--without",
        folder.resolve("without").toString(),
        "--levels",
        "0,0.2",
        "--steps",
        "3",
        "--count",
        "12",
        "--reference",
        "100");

    assertThat(text("cascade.md"))
        .contains("| without augmentation", "| noise 0.2", "| truncated at 0.2");
  }

  @Test
  void bitsPerDimensionInTwoWays() {
    String model = folder.resolve("model").toString();
    succeed("likelihood", "--model", model, "--count", "2", "--batch", "2");

    assertThat(text("likelihood.md"))
        .contains("| variational bound", "| differential equation", "picture by picture");
  }

  @Test
  void stripsAndTrajectories() {
    String model = folder.resolve("model").toString();
    succeed("strips", "--model", model, "--steps", "4", "--columns", "3", "--label", "1");

    assertThat(folder.resolve("diffusion-forward.png")).isNotEmptyFile();
    assertThat(folder.resolve("diffusion-trajectories.png")).isNotEmptyFile();
  }

  @Test
  void speedNeedsNoModel() {
    succeed(
        "speed",
        "--networks",
        "small-step",
        "--batches",
        "1",
        "--only",
        "euler",
        "--evaluations",
        "2",
        "--rounds",
        "1");

    assertThat(text("speed.md")).contains("### small-step: 28x28x1", "| euler");
  }

  private static void succeed(String... arguments) {
    assertThat(run(arguments)).isEmpty();
  }

  /** Runs a command, and returns what it complained about. */
  private static String run(String... arguments) {
    StringWriter complaints = new StringWriter();
    CommandLine line = StudyMain.line().setErr(new PrintWriter(complaints, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", "close-ups"));
    if (!all.contains("--out")) {
      all.addAll(List.of("--out", folder.toString()));
    }
    int code = line.execute(all.toArray(String[]::new));
    assertThat(code == 0).as("%s: %s", all, complaints).isEqualTo(complaints.toString().isEmpty());
    return complaints.toString();
  }

  private static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }
}
