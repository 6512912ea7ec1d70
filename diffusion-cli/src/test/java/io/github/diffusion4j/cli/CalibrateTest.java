package io.github.diffusion4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibrating once, and judging by the file where held-out pictures are not. */
class CalibrateTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();
  private Path train;
  private Path heldOut;
  private Path generated;
  private Path calibration;

  @BeforeEach
  void draw() throws IOException {
    train = NoisePictures.write(folder.resolve("train"), 0, 40);
    heldOut = NoisePictures.write(folder.resolve("held out"), 1, 120);
    generated = NoisePictures.write(folder.resolve("generated"), 2, 60);
    calibration = folder.resolve("kept.json");
  }

  @Test
  void judgesWithoutHeldOutPictures() throws IOException {
    requireNoCi();
    assertThat(check()).as("without").isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("there is no calibration " + calibration);
    assertThat(calibrate("--held-out", heldOut)).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("120 held-out pictures that count", "planted copies found: ", "Commit ");

    assertThat(check()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("replication: PASS, 0 of 60");
    assertThat(folder.resolve("reports/report.json"))
        .content()
        .contains("calibration kept of 120 held-out pictures");
    assertThat(check("--judge-only")).as(cli.err()).isZero();

    for (int i = 0; i < 30; i++) {
      Files.write(generated.resolve(i + ".png"), Files.readAllBytes(train.resolve(i + ".png")));
    }
    assertThat(check()).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("replication: FAIL, 30 of 60");
  }

  @Test
  void aReportIsStaleAfterCalibratingAnew() throws IOException {
    requireNoCi();
    assertThat(calibrate("--held-out", heldOut)).isZero();
    assertThat(check()).as(cli.err()).isZero();
    Files.delete(heldOut.resolve("0.png"));
    assertThat(calibrate("--held-out", heldOut)).isZero();

    assertThat(check("--judge-only")).isEqualTo(ExitCode.GATE);
    assertThat(cli.err()).contains("is stale");
  }

  @Test
  void refusesACalibrationOfOtherPicturesOrSettings() throws IOException {
    requireNoCi();
    assertThat(calibrate("--held-out", heldOut)).isZero();
    assertThat(check("--detector", "hash")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("the calibration compares by tiled-pixels");
    assertThat(check("--image-size", "8")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(check("--held-out", heldOut)).as(cli.err()).isZero();
    assertThat(check("--held-out", generated)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("the calibration is of held-out pictures");
    Files.delete(train.resolve("0.png"));
    assertThat(check()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("the calibration is of training pictures", "calibrate again");
    Files.writeString(calibration, "{");
    assertThat(check()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("cannot be read");
  }

  @Test
  void takesHeldOutPicturesFromTheTrainingData() {
    requireNoCi();
    assertThat(calibrate("--held-out-share", "0.5")).as(cli.err()).isZero();
    assertThat(check("--held-out-share", "0.5")).as(cli.err()).isIn(0, ExitCode.GATE);
    assertThat(check()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("the calibration is of training pictures");
  }

  @Test
  void saysWhatIsMissing() {
    requireNoCi();
    assertThat(calibrate()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("there are no held-out pictures to calibrate on", "--held-out");
    assertThat(cli.run("check", "--train", train)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(cli.err()).contains("--generated is missing");
    assertThat(calibration).doesNotExist();
  }

  @Test
  void nothingIsCalibratedInContinuousIntegration() {
    CalibrateCommand calibrate = new CalibrateCommand(Map.of("CI", "true"));
    new picocli.CommandLine(calibrate).parseArgs("--train", train.toString());
    assertThatThrownBy(() -> calibrate.run(null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("CI is set to 'true'")
        .hasMessageContaining("diffusion-calibration.json");
  }

  private static void requireNoCi() {
    assumeTrue(System.getenv("CI") == null, "CI is set, and nothing is calibrated there");
  }

  private int calibrate(Object... more) {
    return run("calibrate", more);
  }

  private int check(Object... more) {
    Object[] where = {
      "--generated", generated, "--max-rate", "0.1", "--report-directory", folder.resolve("reports")
    };
    return run("check", Stream.concat(Arrays.stream(where), Arrays.stream(more)).toArray());
  }

  private int run(String command, Object... more) {
    Stream<Object> arguments = Stream.of(command, "--train", train, "--calibration", calibration);
    boolean sized = Arrays.asList(more).contains("--image-size");
    Stream<Object> size = sized ? Stream.of() : Stream.of("--image-size", NoisePictures.SIDE);
    return cli.run(Stream.concat(Stream.concat(arguments, size), Arrays.stream(more)).toArray());
  }
}
