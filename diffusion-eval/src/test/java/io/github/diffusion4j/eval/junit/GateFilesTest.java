package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.DataSpec;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.data.Unreadable;
import io.github.diffusion4j.eval.check.CalibrationFile;
import io.github.diffusion4j.eval.check.CalibrationRun;
import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.ReplicationResult;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.descriptor.PixelDescriptor;
import io.github.diffusion4j.eval.detect.TiledDetector;
import io.github.diffusion4j.eval.gate.Baseline;
import io.github.diffusion4j.eval.gate.BaselineFile;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.image.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Gates with files beside them, with numbers of pictures, and with something more to say. */
class GateFilesTest {
  private static final String CALIBRATION = ExampleRun.ROOT + "calibration.json";
  private static final String BASELINE = ExampleRun.ROOT + "baseline.json";
  private static final String PART = ExampleRun.ROOT + "baseline-of-a-part.json";
  private static final String NOWHERE = ExampleRun.ROOT + "nowhere.json";
  private static final String BROKEN = ExampleRun.ROOT + "broken.json";
  private static final TiledDetector TILES = new TiledDetector(new PixelDescriptor(16, 1));

  private static final List<ReplicationResult> MEASURED = new ArrayList<>();
  private static ExampleRun run;

  @DiffusionEvaluation(imageSize = 16)
  static class Gated {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @HeldOutSet(ExampleRun.HELD_OUT)
    static ImageSet heldOut;

    @Test
    @ReplicationGate(maxRate = 0.05, minImages = 250)
    void hasEnough(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, minImages = 251)
    void hasTooFew(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, baseline = BASELINE)
    void copiesWhatIsAccepted(@Generated(ExampleRun.COPIES) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, baseline = PART)
    void copiesMoreThanIsAccepted(@Generated(ExampleRun.COPIES) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, baseline = NOWHERE)
    void hasNoBaseline(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, baseline = BROKEN)
    void hasABrokenBaseline(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(whenInconclusive = WhenInconclusive.ABORT)
    void isAborted(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(whenInconclusive = {WhenInconclusive.ABORT, WhenInconclusive.FAIL})
    void isOfTwoMinds(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, detector = "hash")
    void isJudgedByHashes(
        @Generated(ExampleRun.COPIES) ImageSet pictures, ReplicationResult result) {}

    @Test
    @ReplicationGate(maxRate = 0.05)
    void takesTheNumbers(ReplicationResult result, @Generated(ExampleRun.NEW) ImageSet pictures) {
      MEASURED.add(result);
    }

    @Test
    void takesNumbersOfNoGate(
        ReplicationResult result, @Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05)
    void takesNumbersOfTwoSets(
        ReplicationResult result,
        @Generated(ExampleRun.NEW) ImageSet one,
        @Generated(ExampleRun.COPIES) ImageSet two) {}
  }

  @DiffusionEvaluation(imageSize = 16)
  static class Calibrated {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @Test
    @ReplicationGate(maxRate = 0.05, calibration = CALIBRATION)
    void passesByACalibration(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, calibration = CALIBRATION)
    void failsByACalibration(@Generated(ExampleRun.COPIES) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05)
    void hasNothingHeldOut(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, calibration = NOWHERE)
    void hasNoCalibration(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 0.05, calibration = CALIBRATION, detector = "hash")
    void hasOneOfAnotherDetector(@Generated(ExampleRun.NEW) ImageSet pictures) {}
  }

  @DiffusionEvaluation(imageSize = 16)
  static class CalibratedOnOthers {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @HeldOutSet(ExampleRun.NEW)
    static ImageSet heldOut;

    @Test
    @ReplicationGate(maxRate = 0.05, calibration = CALIBRATION)
    void hasOneOfOtherPictures(@Generated(ExampleRun.COPIES) ImageSet pictures) {}
  }

  @BeforeAll
  static void runAll() throws IOException {
    ExampleRun.prepare();
    Dataset training = open(ExampleRun.TRAINING);
    CheckSettings settings = CheckSettings.standard();
    CalibrationFile.write(
        Path.of(CALIBRATION),
        new CalibrationRun(TILES, Manipulation.all(), settings)
            .of(training, open(ExampleRun.HELD_OUT), "a test"));
    writeBaseline(BASELINE, training, 60);
    writeBaseline(PART, training, 30);
    Files.writeString(Path.of(BROKEN), "{");
    Files.deleteIfExists(Path.of(NOWHERE));
    MEASURED.clear();
    run = ExampleRun.of(Gated.class, Calibrated.class, CalibratedOnOthers.class);
  }

  private static Dataset open(String folder) {
    return Datasets.open(new DataSpec(folder, 16, 0, Fit.CROP, Unreadable.Policy.SKIP, 0, "none"));
  }

  private static void writeBaseline(String file, Dataset training, int accepted) {
    BaselineFile.write(
        Path.of(file),
        new Baseline(
            Baseline.FORMAT,
            TILES.identity(),
            accepted,
            250,
            0.95,
            IntStream.range(0, accepted)
                .mapToObj(i -> new Baseline.Accepted(training.digest(i), 1))
                .toList(),
            List.of()));
  }

  @Test
  void asksForSomeNumberOfPictures() {
    run.passed("hasEnough");
    assertThat(run.message("hasTooFew"))
        .isEqualTo(
            "minImages is 251, and there are only 250: 250 pictures of %s; generate more, or ask for fewer"
                .formatted(ExampleRun.NEW));
  }

  @Test
  void doesNotCountWhatIsAccepted() {
    run.passed("copiesWhatIsAccepted");
    assertThat(run.message("copiesMoreThanIsAccepted"))
        .startsWith("FAIL: 30 of 250")
        .contains("30 more copy what the baseline accepts")
        .contains("report.html");
    assertThat(run.message("hasNoBaseline")).contains("there is no baseline " + NOWHERE);
    assertThat(run.message("hasABrokenBaseline")).contains("baseline " + BROKEN, "cannot be read");
  }

  @Test
  void saysItselfWhatBecomesOfATestWithoutAVerdict() {
    assertThat(run.status("isAborted")).isEqualTo(Status.ABORTED);
    assertThat(run.message("isOfTwoMinds")).contains("2 times whenInconclusive");
  }

  @Test
  void choosesItsOwnDetector() {
    assertThat(run.message("isJudgedByHashes")).contains("by perceptual-hash");
  }

  @Test
  void handsOnWhatItMeasured() {
    run.passed("takesTheNumbers");
    assertThat(MEASURED)
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.verdict()).isEqualTo(Verdict.PASS);
              assertThat(result.generated()).isEqualTo(250);
              assertThat(result.heldOut()).isEqualTo(250);
            });
    assertThat(run.message("takesNumbersOfNoGate")).contains("there are 0 gates and 1 such");
    assertThat(run.message("takesNumbersOfTwoSets")).contains("there are 1 gates and 2 such");
    assertThat(ExampleRun.EVIDENCE.resolve(Gated.class.getName()).resolve("takesTheNumbers"))
        .isDirectoryContaining("glob:**/report.html");
  }

  @Test
  void judgesByACalibrationWhereNothingIsHeldOut() {
    run.passed("passesByACalibration");
    assertThat(run.message("failsByACalibration"))
        .startsWith("FAIL: 60 of 250")
        .contains("held out: calibration kept of 250 held-out pictures");
    assertThat(run.message("hasNothingHeldOut")).contains("there are no held-out pictures");
    assertThat(run.message("hasNoCalibration")).contains("there is no calibration " + NOWHERE);
    assertThat(run.message("hasOneOfAnotherDetector"))
        .contains("the calibration compares by tiled-pixels");
    assertThat(run.message("hasOneOfOtherPictures"))
        .contains("the calibration is of held-out pictures");
  }
}
