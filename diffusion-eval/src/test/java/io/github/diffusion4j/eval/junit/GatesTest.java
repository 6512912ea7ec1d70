package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.TestTag;
import org.junit.platform.testkit.engine.EventType;
import org.opentest4j.MultipleFailuresError;

/** Gates, in a run of tests of which most have to fail. */
class GatesTest {
  private static final List<String> BODIES = new ArrayList<>();

  private static ExampleRun run;

  @DiffusionEvaluation(imageSize = 16, redact = true)
  static class Gated {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @HeldOutSet(ExampleRun.HELD_OUT)
    static ImageSet heldOut;

    @Test
    @ReplicationGate(maxRate = 0.05)
    @QualityGate(metric = "fd", atMost = 1e6)
    @QualityGate(metric = "coverage", atLeast = 0.1)
    void passes(@Generated(ExampleRun.NEW) ImageSet pictures) {
      BODIES.add("passes");
    }

    @Test
    @ReplicationGate(maxRate = 0.05)
    @QualityGate(metric = "fd", atMost = 1e-9)
    void failsBoth(@Generated(ExampleRun.COPIES) ImageSet pictures) {
      BODIES.add("failsBoth");
    }

    @Test
    @QualityGate(metric = "fd", atMost = 1e-9)
    void failsQuality(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate
    void hasNothingToJudge() {}

    @Test
    @QualityGate(metric = "fd")
    void hasNoBound(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @QualityGate(metric = "fd", atMost = 1, atLeast = 1)
    void hasTwoBounds(@Generated(ExampleRun.NEW) ImageSet pictures) {}

    @Test
    @ReplicationGate(maxRate = 2)
    void hasAnImpossibleRate(@Generated(ExampleRun.NEW) ImageSet pictures) {}
  }

  @DiffusionEvaluation(imageSize = 16, whenInconclusive = WhenInconclusive.ABORT)
  @ReplicationGate(maxRate = 0.05)
  static class GatedAsAWhole {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @HeldOutSet(ExampleRun.HELD_OUT)
    static ImageSet heldOut;

    @Test
    void isJudged(@Generated(ExampleRun.COPIES) ImageSet pictures) {}

    @Test
    void isUndecided(@Generated(value = ExampleRun.NEW, count = 20) ImageSet pictures) {}

    @Test
    void hasNothingGenerated() {}
  }

  @DiffusionEvaluation(imageSize = 16)
  @ReplicationGate
  static class NoTrainingSet {
    @Test
    void comparesWithNothing(@Generated(ExampleRun.NEW) ImageSet pictures) {}
  }

  @DiffusionEvaluation(imageSize = 16)
  @ReplicationGate
  static class TwoTrainingSets {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet one;

    @TrainingSet(ExampleRun.HELD_OUT)
    static ImageSet other;

    @Test
    void cannotChoose(@Generated(ExampleRun.NEW) ImageSet pictures) {}
  }

  @BeforeAll
  static void runAll() {
    ExampleRun.prepare();
    BODIES.clear();
    run =
        ExampleRun.of(Gated.class, GatedAsAWhole.class, NoTrainingSet.class, TwoTrainingSets.class);
  }

  @Test
  void judgesBeforeTheTestBegins() {
    run.passed("passes");
    assertThat(BODIES).containsExactly("passes");
    assertThat(run.failure("failsBoth"))
        .get()
        .isInstanceOfSatisfying(
            MultipleFailuresError.class,
            all ->
                assertThat(all.getFailures())
                    .extracting(Throwable::getMessage)
                    .satisfiesExactly(
                        first -> assertThat(first).startsWith("FAIL: 60 of 250"),
                        second -> assertThat(second).startsWith("FAIL: fd-pixels-250")));
    assertThat(run.message("failsQuality")).startsWith("FAIL: fd-pixels-250");
  }

  @Test
  void onAClassJudgesEveryTestWithPictures() {
    assertThat(run.message("isJudged")).startsWith("FAIL: 60 of 250");
    assertThat(run.status("isUndecided")).isEqualTo(Status.ABORTED);
    run.passed("hasNothingGenerated");
  }

  @Test
  void carriesATag() {
    assertThat(
            run.results().allEvents().stream()
                .filter(event -> event.getType() == EventType.STARTED)
                .filter(
                    event ->
                        event
                            .getTestDescriptor()
                            .getTags()
                            .contains(TestTag.create("diffusion-gate")))
                .map(event -> event.getTestDescriptor().getDisplayName()))
        .anyMatch(name -> name.startsWith("failsQuality"))
        .anyMatch(name -> name.startsWith("passes"))
        .anyMatch(name -> name.startsWith("isJudged"));
  }

  @Test
  void makesTrainingPicturesUnrecognisableIfAskedTo() throws Exception {
    assertThat(
            Files.readString(
                ExampleRun.EVIDENCE
                    .resolve(Gated.class.getName())
                    .resolve("failsBoth")
                    .resolve("report.html")))
        .contains("made unrecognisable");
  }

  @Test
  void saysWhatIsWrongWithAGate() {
    assertThat(run.message("hasNothingToJudge"))
        .contains("has a gate, but no parameter with @Generated");
    assertThat(run.message("hasNoBound")).contains("no bound; give either atMost or atLeast");
    assertThat(run.message("hasTwoBounds")).contains("two bounds; give either atMost or atLeast");
    assertThat(run.message("hasAnImpossibleRate")).contains("rate of copies is 2.0");
    assertThat(run.message("comparesWithNothing"))
        .contains("there are no training pictures")
        .contains("@TrainingSet field");
    assertThat(run.message("cannotChoose"))
        .contains("has 2 fields with @TrainingSet, and a gate cannot choose");
  }
}
