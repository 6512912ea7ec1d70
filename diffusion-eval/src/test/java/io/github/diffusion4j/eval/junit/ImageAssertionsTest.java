package io.github.diffusion4j.eval.junit;

import static io.github.diffusion4j.eval.junit.ImageAssertions.assertSoftly;
import static io.github.diffusion4j.eval.junit.ImageAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.eval.check.Verdict;
import io.github.diffusion4j.eval.detect.HashDetector;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.ReportFile;
import io.github.diffusion4j.image.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

/** Assertions in a run of tests of which most have to fail. */
class ImageAssertionsTest {
  private static ExampleRun run;

  @DiffusionEvaluation(imageSize = 16)
  static class Judged {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @HeldOutSet(ExampleRun.HELD_OUT)
    static ImageSet heldOut;

    private static ImageSetAssert asserted(ImageSet pictures) {
      return assertThatImages(pictures).against(training).calibratedOn(heldOut);
    }

    @Test
    void passesNewPictures(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).replicationRate().isAtMost(0.05).withConfidence(0.95);
    }

    @Test
    void failsCopies(@Generated(ExampleRun.COPIES) ImageSet pictures) {
      asserted(pictures).replicationRate().isAtMost(0.05).withConfidence(0.95);
    }

    @Test
    void failsWhatIsUndecided(@Generated(value = ExampleRun.NEW, count = 30) ImageSet pictures) {
      asserted(pictures).replicationRate().isAtMost(0.05).withConfidence(0.95);
    }

    @Test
    void abortsWhatIsUndecided(@Generated(value = ExampleRun.NEW, count = 30) ImageSet pictures) {
      asserted(pictures)
          .whenInconclusive(WhenInconclusive.ABORT)
          .replicationRate()
          .isAtMost(0.05)
          .withConfidence(0.95);
    }

    @Test
    void doesNotPassUncalibrated(@Generated(ExampleRun.NEW) ImageSet pictures) {
      assertThatImages(pictures)
          .against(training)
          .replicationRate()
          .isAtMost(0.05)
          .withConfidence(0.95);
    }

    @Test
    void passesByAWeakNull(@Generated(ExampleRun.NEW) ImageSet pictures) {
      assertThatImages(pictures)
          .against(training)
          .replicationRate()
          .allowingWeakNull()
          .isAtMost(0.05)
          .withConfidence(0.95);
    }

    @Test
    void takesAnotherDetector(@Generated(ExampleRun.COPIES) ImageSet pictures) {
      asserted(pictures)
          .detectedBy(new HashDetector())
          .replicationRate()
          .isAtMost(0.05)
          .withConfidence(0.95);
    }

    @Test
    void takesPicturesOfItsOwn() {
      assertThatImages(RandomPictures.of(4, "own", 250))
          .against(RandomPictures.of(5, "own training", 200))
          .calibratedOn(RandomPictures.of(6, "own held-out", 200))
          .replicationRate()
          .isAtMost(0.05)
          .withConfidence(0.95);
    }

    @Test
    void refusesAnImpossibleRate(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).replicationRate().isAtMost(1.5).withConfidence(0.95);
    }

    @Test
    void refusesAnImpossibleConfidence(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).replicationRate().isAtMost(0.05).withConfidence(95);
    }

    @Test
    void lacksTrainingPictures(@Generated(ExampleRun.NEW) ImageSet pictures) {
      assertThatImages(pictures).replicationRate().isAtMost(0.05).withConfidence(0.95);
    }

    @Test
    void mixesSizes(@Generated(ExampleRun.NEW) ImageSet pictures) {
      RandomPictures small = RandomPictures.of(1, "small", 30);
      assertThatImages(pictures)
          .against(small.subset(0, 1, 2))
          .calibratedOn(new Halved(heldOut.pictures()))
          .replicationRate()
          .isAtMost(0.05)
          .withConfidence(0.95);
    }

    @Test
    void forgetsTheConfidence(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).replicationRate().isAtMost(0.05);
    }

    @Test
    void forgetsToAsk(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures);
    }

    @Test
    void forgetsTheBound(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).quality("fd");
    }

    @Test
    void passesGoodPictures(@Generated(ExampleRun.NEW) ImageSet pictures) {
      ImageSetAssert asserted = asserted(pictures);
      asserted.quality("fd").isAtMost(1e6);
      asserted.quality("fd-pixels-250").isAtMost(1e6);
      asserted.quality("coverage").isAtLeast(0.1);
    }

    @Test
    void failsBadPictures(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).quality("fd").isAtMost(1e-9);
    }

    @Test
    void refusesTheWrongSide(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).quality("fd").isAtLeast(1);
    }

    @Test
    void refusesAnUnknownMetric(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).quality("beauty").isAtLeast(1);
    }

    @Test
    void refusesABoundThatIsNone(@Generated(ExampleRun.NEW) ImageSet pictures) {
      asserted(pictures).quality("fd").isAtMost(Double.NaN);
    }

    @Test
    void collectsAllThatFails(@Generated(ExampleRun.COPIES) ImageSet pictures) {
      assertSoftly(
          soft -> {
            ImageSetAssert asserted =
                soft.assertThatImages(pictures).against(training).calibratedOn(heldOut);
            asserted.replicationRate().isAtMost(0.05).withConfidence(0.95);
            asserted.quality("coverage").isAtLeast(0.1);
            asserted.quality("beauty").isAtLeast(1);
            asserted.quality("fd").isAtMost(1e-9);
          });
    }

    @Test
    void collectsOneFailureAsItIs(@Generated(ExampleRun.COPIES) ImageSet pictures) {
      assertSoftly(
          soft ->
              soft.assertThatImages(pictures)
                  .against(training)
                  .calibratedOn(heldOut)
                  .replicationRate()
                  .isAtMost(0.05)
                  .withConfidence(0.95));
    }

    @Test
    void passesSoftly(@Generated(ExampleRun.NEW) ImageSet pictures) {
      assertSoftly(
          soft ->
              soft.assertThatImages(pictures)
                  .against(training)
                  .calibratedOn(heldOut)
                  .replicationRate()
                  .isAtMost(0.05)
                  .withConfidence(0.95));
    }

    @TestFactory
    Stream<DynamicTest> forgetsInADynamicTest() {
      return Stream.of(
          DynamicTest.dynamicTest("dynamic", () -> assertThatImages(training).against(training)));
    }

    @Test
    void assertsOnAnotherThread(@Generated(ExampleRun.NEW) ImageSet pictures) throws Exception {
      Throwable[] thrown = new Throwable[1];
      Thread thread = new Thread(() -> assertThatImages(pictures));
      thread.setUncaughtExceptionHandler((who, what) -> thrown[0] = what);
      thread.start();
      thread.join();
      throw (Exception) thrown[0];
    }
  }

  /** The same pictures at half the size. */
  private record Halved(Dataset pictures) implements Dataset {
    @Override
    public int size() {
      return pictures.size();
    }

    @Override
    public Image image(int index) {
      return pictures.image(index).shrunken(2);
    }
  }

  @BeforeAll
  static void runAll() {
    ExampleRun.prepare();
    run = ExampleRun.of(Judged.class);
  }

  @Test
  void passes() {
    run.passed("passesNewPictures");
    run.passed("passesByAWeakNull");
    run.passed("takesPicturesOfItsOwn");
    run.passed("passesGoodPictures");
    run.passed("passesSoftly");
  }

  @Test
  void failsWithNumbersPairsAndReport() {
    assertThat(run.failure("failsCopies")).get().isInstanceOf(AssertionFailedError.class);
    assertThat(run.message("failsCopies"))
        .startsWith("FAIL: 60 of 250 generated pictures count as copies: the rate is at least ")
        .contains("generated: 250 pictures of " + ExampleRun.COPIES)
        .contains("training: " + ExampleRun.TRAINING + ", 300 pictures")
        .contains("held out: " + ExampleRun.HELD_OUT + ", 250 pictures")
        .contains("each end with 95.00 % confidence; limit 5.000 %")
        .contains("the most similar of 60 pairs:")
        .containsPattern(
            "generated 0 \\(000\\.png, [0-9a-f]{12}\\) and training 0 \\(000\\.png, [0-9a-f]{12}\\): similarity 1\\.0000")
        .contains("report: " + evidence("failsCopies").resolve("report.html"));
  }

  @Test
  void keepsTheEvidence() throws Exception {
    EvaluationReport report = ReportFile.read(evidence("failsCopies").resolve("report.json"));
    String page = Files.readString(evidence("failsCopies").resolve("report.html"));

    assertThat(report.replication().verdict()).isEqualTo(Verdict.FAIL);
    assertThat(report.settings().maxRate()).isEqualTo(0.05);
    assertThat(page).contains("FAIL");
    assertThat(run.publishedFiles())
        .anyMatch(file -> file.contains("failsCopies") && file.contains("report.json"))
        .anyMatch(file -> file.contains("failsCopies") && file.contains("report.html"));
  }

  @Test
  void keepsOneReportOfPicturesJudgedSeveralTimes() throws Exception {
    try (Stream<Path> files = Files.list(evidence("passesGoodPictures"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.json");
    }
  }

  private static Path evidence(String test) {
    return ExampleRun.EVIDENCE.resolve(Judged.class.getName()).resolve(test);
  }

  @Test
  void failsWhatIsInconclusiveUnlessToldOtherwise() {
    assertThat(run.failure("failsWhatIsUndecided")).get().isInstanceOf(AssertionFailedError.class);
    assertThat(run.message("failsWhatIsUndecided"))
        .startsWith("INCONCLUSIVE: ")
        .contains("30 independent pictures cannot show a rate of at most 5.00 %");
    assertThat(run.status("abortsWhatIsUndecided")).isEqualTo(Status.ABORTED);
    assertThat(run.failure("abortsWhatIsUndecided")).get().isInstanceOf(TestAbortedException.class);
    assertThat(run.message("doesNotPassUncalibrated"))
        .startsWith("INCONCLUSIVE: ")
        .contains("held out: nothing")
        .contains("there are no held-out pictures");
  }

  @Test
  void namesTheDetector() {
    assertThat(run.message("takesAnotherDetector")).contains("perceptual-hash");
    assertThat(run.message("failsCopies")).contains("tiled-pixels");
  }

  @Test
  void refusesWhatSaysNothing() {
    assertThat(run.failure("refusesAnImpossibleRate"))
        .get()
        .isInstanceOf(EvaluationException.class);
    assertThat(run.message("refusesAnImpossibleRate")).contains("rate of copies is 1.5");
    assertThat(run.message("refusesAnImpossibleConfidence")).contains("confidence is 95.0");
    assertThat(run.message("lacksTrainingPictures"))
        .contains("there are no training pictures")
        .contains("against(...)");
    assertThat(run.message("mixesSizes"))
        .contains("the held-out pictures are 8x8 grey and the training pictures 16x16 grey")
        .contains("imageSize of @DiffusionEvaluation");
  }

  @Test
  void failsWhatWasBegunAndNotJudged() {
    assertThat(run.message("forgetsTheConfidence"))
        .contains("nothing was judged by replicationRate()")
        .contains("withConfidence(0.95)");
    assertThat(run.message("forgetsToAsk")).contains("nothing was judged by assertThatImages(...)");
    assertThat(run.message("forgetsTheBound")).contains("nothing was judged by quality(\"fd\")");
    assertThat(run.message("dynamic")).contains("nothing was judged by assertThatImages(...)");
  }

  @Test
  void judgesQualityByTheWholeInterval() {
    assertThat(run.message("failsBadPictures"))
        .startsWith("FAIL: fd-pixels-250 against held-out pictures is ")
        .contains("with 95.00 % confidence), and should be at most 1.000e-09")
        .contains("report: " + evidence("failsBadPictures"));
    assertThat(run.message("refusesTheWrongSide"))
        .isEqualTo("lower is better of fd-pixels-250; say what it is to be at most");
    assertThat(run.message("refusesAnUnknownMetric"))
        .startsWith("there is no metric 'beauty'; there are fd-pixels-250, ");
    assertThat(run.message("refusesABoundThatIsNone"))
        .isEqualTo("the bound of 'fd' is NaN; give a finite number");
  }

  @Test
  void collectsSoftly() {
    assertThat(run.failure("collectsAllThatFails"))
        .get()
        .isInstanceOfSatisfying(
            MultipleFailuresError.class,
            all ->
                assertThat(all.getFailures())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(
                        first -> assertThat(first).startsWith("FAIL: 60 of 250"),
                        second -> assertThat(second).startsWith("there is no metric 'beauty'"),
                        third -> assertThat(third).startsWith("FAIL: fd-pixels-250")));
    assertThat(run.message("collectsOneFailureAsItIs")).startsWith("FAIL: 60 of 250");
  }

  @Test
  void saysWhereItCanBeCalled() {
    assertThatThrownBy(() -> assertThatImages(RandomPictures.of(1, "any", 1)))
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessageContaining("a class with @DiffusionEvaluation");
    assertThat(run.message("assertsOnAnotherThread")).contains("on the test's own thread");
  }
}
