package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.recipe.EvaluationSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evaluating and judging folders of noise, of which it is known what copies what. */
class CheckTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();
  private Path train;
  private Path heldOut;
  private Path generated;
  private Path reports;

  @BeforeEach
  void draw() throws IOException {
    train = NoisePictures.write(folder.resolve("train"), 0, 40);
    heldOut = NoisePictures.write(folder.resolve("held out"), 1, 120);
    generated = NoisePictures.write(folder.resolve("generated"), 2, 60);
    reports = folder.resolve("reports");
  }

  @Test
  void passesWithoutCopiesAndFailsWithThem() throws IOException {
    assertThat(evaluate()).as(cli.err()).isZero();
    assertThat(reports).isDirectoryContaining("glob:**/TEST-diffusion.xml");
    assertThat(check("--judge-only")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("PASSED, the gate is met", "replication: PASS, 0 of 60");

    copy(30);
    assertThat(check("--judge-only")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("FAILED", "is stale");
    assertThat(reports.resolve("TEST-diffusion.xml")).content().contains("is stale");
    assertThat(check()).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("replication: FAIL, 30 of 60", "Most similar: generated");
    assertThat(reports.resolve("report.sarif")).content().contains("/train/0.png");
    assertThat(reports.resolve("summary.md")).content().contains("FAILED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixels", "hash"})
  void whatSearchesExactlyCannotSearchApproximately(String detector) {
    assertThat(check("--approximate", "--detector", detector)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err())
        .contains("--approximate is given", "has an exact search only; leave it out");
  }

  @Test
  void gatesOnQualityAreJudgedWithTheRest() {
    assertThat(check("--gate", "fd<=1000000", "--gate", "precision>=-1")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("all 3 gates are met", "fd<=1000000: PASS, fd-pixels-60");
    assertThat(check("--gate", "fd<=0", "--gate", "fid<=9")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err())
        .contains("2 of 3 gates are not met")
        .contains("but expected maximum is 0")
        .contains("fid was not measured");
    assertThat(check("--gate", "fd")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(check("--gate-by", "luck")).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void thePageShowsWhatWasJudgedLast() throws IOException {
    assertThat(evaluate()).as(cli.err()).isZero();
    Path page = reports.resolve("report.html");
    assertThat(page).content().contains("<h2>PASSED</h2>", "diffusion evaluate --generated");
    assertThat(check("--judge-only", "--gate", "fd<=0")).isEqualTo(ExitCode.GATE);
    assertThat(page)
        .content()
        .contains("<h2>FAILED</h2>", "fd&lt;=0", "at most 0</td>")
        .doesNotContain("<h2>PASSED</h2>");
    Files.delete(reports.resolve("report.json"));
    assertThat(check("--judge-only")).isEqualTo(ExitCode.GATE);
    assertThat(page).content().contains("there is no report").doesNotContain("fd&lt;=0");
  }

  @Test
  void aPageThatShowsTrainingPicturesIsMadeAgainWhenItShouldNot() throws IOException {
    copy(30);
    assertThat(evaluate()).isZero();
    Path page = reports.resolve("report.html");
    assertThat(page).content().contains("their difference");
    byte[] numbers = Files.readAllBytes(reports.resolve("report.json"));
    assertThat(check("--judge-only", "--redact")).isEqualTo(ExitCode.GATE);
    assertThat(page).content().contains("made unrecognisable").doesNotContain("their difference");
    assertThat(run("evaluate")).isZero();
    assertThat(page).content().contains("their difference");
    assertThat(run("evaluate", "--redact")).isZero();
    assertThat(page).content().doesNotContain("their difference");
    assertThat(reports.resolve("report.json")).hasBinaryContent(numbers);
  }

  @Test
  void aRecipeSaysWhatIsAskedAndOptionsWinOverIt() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("recipe.yaml"),
            """
            data: {image-size: 16}
            evaluation:
              max-rate: 0.001
              gates:
                - {metric: fd, maximum: 0}
            """);
    assertThat(check("--recipe", recipe)).as("an option wins").isEqualTo(ExitCode.GATE);
    assertThat(cli.err())
        .contains("replication: PASS")
        .contains("but expected maximum is 0")
        .contains("1 of 2 gates are not met");
    assertThat(check("--recipe", recipe, "--gate", "fd<=1000000")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("all 2 gates are met");

    Object[] bare = {
      "check",
      "--generated",
      generated,
      "--train",
      train,
      "--held-out",
      heldOut,
      "--report-directory",
      reports,
      "--recipe",
      recipe
    };
    assertThat(cli.run(bare)).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("the limit is 0.10 %");
    assertThat(reports.resolve("report.json")).content().contains("\"imageSize\" : 16");

    Files.writeString(recipe, "evaluation: {detector: eye}");
    assertThat(cli.run(bare)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("eye", "pixels", "hash");
    Files.writeString(recipe, "evaluation: {maxrate: 0.1}");
    assertThat(cli.run(bare)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("unknown key 'maxrate'", "did you mean 'max-rate'?");
  }

  @Test
  void whatTheDefaultRecipeAsksIsTheStandard() {
    EvaluationSpec asked = new EvaluationOptions().asked();
    CheckSettings standard = CheckSettings.standard();
    assertThat(new EvaluationOptions().settings()).isEqualTo(standard);
    assertThat(asked.imageSize()).isEqualTo(32);
    assertThat(asked.gates()).isEmpty();
  }

  @Test
  void measuresFromStatisticsOfOtherPictures() throws IOException {
    assertThat(evaluate()).as(cli.err()).isZero();
    Path own = Files.copy(reports.resolve("statistics.npz"), folder.resolve("real.npz"));
    Object[] gated = {
      "--statistics", own, "--gate", "fd@reference<=0.000001", "--gate-by", "estimate"
    };
    assertThat(check(gated)).as(cli.err()).isZero();
    assertThat(reports.resolve("report.json")).content().contains("\"against\" : \"reference\"");
    assertThat(check("--statistics", folder.resolve("none.npz"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("--statistics is", "which is no file");
    Files.write(own, new byte[] {1, 2, 3});
    assertThat(check("--statistics", own)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("real.npz");
  }

  @Test
  void failsClosed() throws IOException {
    assertThat(check("--judge-only")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("there is no report");
    assertThat(evaluate()).isZero();
    Path report = reports.resolve("report.json");
    String whole = Files.readString(report);
    Files.writeString(report, whole.substring(0, whole.length() / 2));
    assertThat(check("--judge-only")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("cannot be read");
    Files.writeString(report, whole.replace("\"verdict\" : \"PASS\"", "\"verdict\" : \"FAIL\""));
    assertThat(check("--judge-only")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("contradicts itself");
    assertThat(evaluate()).isZero();
    assertThat(report).hasContent(whole);
  }

  @Test
  void tooFewPicturesAndNoHeldOutOnesAreInconclusive() throws IOException {
    for (int i = 5; i < 60; i++) {
      Files.delete(generated.resolve(i + ".png"));
    }
    assertThat(check()).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("INCONCLUSIVE", "5 independent pictures cannot show");
    int exitCode =
        cli.run("check", "--generated", generated, "--train", train, "--report-directory", reports);
    assertThat(exitCode).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("INCONCLUSIVE", "there are no held-out pictures");
  }

  @Test
  void aDetectorThatCannotBeIsAMistake() {
    assertThat(check("--detector", "pixel")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("the detector is 'pixel'; choose 'auto', 'pixels', 'hash'");
    assertThat(check("--detector", folder.resolve("sscd.onnx"))).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("sscd.onnx.preprocessing.json");
    int exitCode =
        cli.run(
            "evaluate",
            "--generated",
            generated,
            "--train",
            train,
            "--detector",
            "network",
            "--detector-cache",
            folder.resolve("detectors"));
    assertThat(exitCode).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("there are no held-out pictures");
    assertThat(folder.resolve("detectors")).doesNotExist();
  }

  @Test
  void anotherDetectorMakesAReportStale() {
    assertThat(evaluate()).as(cli.err()).isZero();
    assertThat(check("--judge-only", "--detector", "hash")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("is stale");
  }

  @Test
  void acceptedCopiesDoNotCountUntilThereAreOthers() throws IOException {
    assumeTrue(System.getenv("CI") == null, "CI is set, and nothing is accepted there");
    copy(20);
    Path baseline = folder.resolve("diffusion-baseline.json");
    assertThat(check("--baseline", baseline)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("there is no baseline");
    assertThat(check("--ratchet")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(check()).isEqualTo(ExitCode.GATE);
    assertThat(run("accept", "--baseline", baseline)).as(cli.err()).isZero();
    assertThat(cli.out()).contains("Accepted copies of 20 training pictures");
    assertThat(check("--baseline", baseline, "--ratchet")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("20 more copy what the baseline accepts");

    copy(40);
    assertThat(run("accept", "--baseline", baseline)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("is stale");
    assertThat(check("--baseline", baseline, "--ratchet")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err())
        .contains("replication: FAIL, 20 of 60")
        .contains("ratchet replication: FAIL, the rate of copies is at least");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1", "yes", "TRUE"})
  void nothingIsAcceptedInContinuousIntegration(String ci) {
    AcceptCommand accept = new AcceptCommand(Map.of("CI", ci));
    assertThatThrownBy(() -> accept.run(null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("CI is set to '" + ci + "'");
  }

  private int evaluate() {
    return run("evaluate");
  }

  private int check(Object... more) {
    return run("check", more);
  }

  private int run(String command, Object... more) {
    Object[] arguments = {
      command,
      "--generated",
      generated,
      "--train",
      train,
      "--held-out",
      heldOut,
      "--max-rate",
      "0.1",
      "--image-size",
      NoisePictures.SIDE,
      "--report-directory",
      reports
    };
    return cli.run(Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray());
  }

  /** Makes the first few generated pictures copies of training pictures. */
  private void copy(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      byte[] picture = Files.readAllBytes(train.resolve(i + ".png"));
      Files.write(generated.resolve(i + ".png"), picture);
    }
  }
}
