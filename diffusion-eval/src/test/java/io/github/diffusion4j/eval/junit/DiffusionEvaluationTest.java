package io.github.diffusion4j.eval.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.diffusion4j.data.SamplesFolder;
import io.github.diffusion4j.eval.check.RandomPictures;
import io.github.diffusion4j.image.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the extension gives tests, and what it says of wishes that it cannot fulfil. */
class DiffusionEvaluationTest {
  private static final String CHANGING = ExampleRun.ROOT + "changing";
  private static final String SAMPLED = ExampleRun.ROOT + "sampled";

  @BeforeAll
  static void prepare() throws Exception {
    ExampleRun.prepare();
    ExampleRun.empty(Path.of(CHANGING));
    ExampleRun.write(CHANGING, RandomPictures.of(7, "changing", 3));
    ExampleRun.empty(Path.of(SAMPLED));
    ExampleRun.write(SAMPLED, RandomPictures.of(8, "sampled", 4));
    Files.writeString(
        Path.of(SAMPLED, SamplesFolder.MANIFEST), "{\"format\": \"" + SamplesFolder.FORMAT + "\"}");
    Files.write(Path.of(SAMPLED, "grid.png"), Png.encode(RandomPictures.of(9, "grid", 1).image(0)));
  }

  @DiffusionEvaluation(imageSize = 8)
  static class Filled {
    @TrainingSet(ExampleRun.TRAINING)
    private static ImageSet training;

    @HeldOutSet(ExampleRun.HELD_OUT)
    static ImageSet heldOut;

    @Test
    void givesPicturesAtTheSizeAskedFor(@Generated(ExampleRun.NEW) ImageSet pictures) {
      assertThat(training.size()).isEqualTo(300);
      assertThat(training.image(0).width()).isEqualTo(8);
      assertThat(heldOut.size()).isEqualTo(250);
      assertThat(pictures.size()).isEqualTo(250);
    }

    @Test
    void takesTheFirstOnes(@Generated(value = ExampleRun.NEW, count = 5) ImageSet pictures) {
      assertThat(pictures.size()).isEqualTo(5);
      assertThat(pictures.name()).isEqualTo("5 pictures of " + ExampleRun.NEW);
    }

    @Test
    void leavesTheSheetOfSamplesOut(@Generated(SAMPLED) ImageSet pictures) {
      assertThat(pictures.size()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void standsBesideOtherParameters(
        int number, @Generated(value = ExampleRun.NEW, count = 5) ImageSet pictures) {
      assertThat(pictures.size()).isEqualTo(5);
    }

    @Nested
    class Inner {
      @Test
      void seesTheOuterSets(@Generated(value = ExampleRun.NEW, count = 5) ImageSet pictures) {
        assertThat(training.size()).isEqualTo(300);
        assertThat(pictures.image(0).width()).isEqualTo(8);
      }
    }
  }

  static class Heir extends Filled {
    @Test
    void inheritsAll() {
      assertThat(heldOut.size()).isEqualTo(250);
    }
  }

  @Test
  void fillsFieldsAndParameters() {
    ExampleRun run = ExampleRun.of(Filled.class, Heir.class);

    run.results().testEvents().assertStatistics(each -> each.failed(0).succeeded(13));
  }

  @DiffusionEvaluation
  static class First {
    @TrainingSet(CHANGING)
    static ImageSet training;

    @TrainingSet(CHANGING)
    static ImageSet again;

    @Test
    void changesThePictures() throws Exception {
      assertThat(again).isSameAs(training);
      Files.write(
          Path.of(CHANGING, "more.png"), Png.encode(RandomPictures.of(9, "more", 1).image(0)));
    }
  }

  @DiffusionEvaluation
  static class Second {
    @TrainingSet(CHANGING)
    static ImageSet training;

    @Test
    void seesTheChange() {
      assertThat(First.training.size()).isEqualTo(3);
      assertThat(training.size()).isEqualTo(4);
    }
  }

  @Test
  void readsTheSamePicturesOnceAndChangedOnesAgain() {
    ExampleRun run = ExampleRun.of(First.class, Second.class);

    run.passed("changesThePictures");
    run.passed("seesTheChange");
  }

  @DiffusionEvaluation
  static class HeldOutShare {
    @TrainingSet(value = ExampleRun.TRAINING, heldOut = 0.3)
    static ImageSet training;

    @HeldOutSet(value = ExampleRun.TRAINING, share = 0.3)
    static ImageSet heldOut;

    @Test
    void partsTheSet() {
      assertThat(heldOut.size()).isBetween(50, 130);
      assertThat(training.size() + heldOut.size()).isEqualTo(300);
    }
  }

  @Test
  void partsOneFolderAsTrainingDoes() {
    ExampleRun.of(HeldOutShare.class).passed("partsTheSet");
  }

  @DiffusionEvaluation
  static class MissingFolder {
    @TrainingSet(ExampleRun.ROOT + "nowhere")
    static ImageSet training;

    @Test
    void neverRuns() {}
  }

  @DiffusionEvaluation
  static class NotStatic {
    @TrainingSet(ExampleRun.TRAINING)
    ImageSet training;

    @Test
    void neverRuns() {}
  }

  @DiffusionEvaluation
  static class Final {
    @HeldOutSet(ExampleRun.HELD_OUT)
    static final ImageSet HELD_OUT = null;

    @Test
    void neverRuns() {}
  }

  @DiffusionEvaluation
  static class NotImages {
    @HeldOutSet(ExampleRun.HELD_OUT)
    static String heldOut;

    @Test
    void neverRuns() {}
  }

  @DiffusionEvaluation(imageSize = 5000)
  static class TooLarge {
    @TrainingSet(ExampleRun.TRAINING)
    static ImageSet training;

    @Test
    void neverRuns() {}
  }

  @Test
  void saysWhatIsWrongWithAField() {
    ExampleRun run =
        ExampleRun.of(
            MissingFolder.class, NotStatic.class, Final.class, NotImages.class, TooLarge.class);

    assertThat(run.message("MissingFolder"))
        .startsWith("@TrainingSet field " + MissingFolder.class.getName() + ".training: No data at")
        .contains("nowhere");
    assertThat(run.message("NotStatic"))
        .isEqualTo(
            "@TrainingSet field "
                + NotStatic.class.getName()
                + ".training is not static; a set is read once for all tests: make it static");
    assertThat(run.message("Final"))
        .contains(".HELD_OUT is final and cannot be filled; leave final out");
    assertThat(run.message("NotImages"))
        .contains(".heldOut is of type java.lang.String; declare it as ImageSet");
    assertThat(run.message("TooLarge")).contains("the image size is 1 to 2048 pixels, not 5000");
    run.results().testEvents().assertStatistics(each -> each.started(0));
  }

  @DiffusionEvaluation
  static class WrongParameters {
    @Test
    void noPictures(@Generated(ExampleRun.ROOT + "nowhere") ImageSet pictures) {}

    @Test
    void tooFew(@Generated(value = ExampleRun.NEW, count = 251) ImageSet pictures) {}

    @Test
    void none(@Generated(value = ExampleRun.NEW, count = 0) ImageSet pictures) {}

    @Test
    void noCount(@Generated(model = ExampleRun.ROOT + "model") ImageSet pictures) {}

    @Test
    void noModel(@Generated(model = ExampleRun.NEW, count = 5) ImageSet pictures) {}

    @Test
    void nothing(@Generated ImageSet pictures) {}

    @Test
    void both(@Generated(value = ExampleRun.NEW, model = "m", count = 5) ImageSet pictures) {}

    @Test
    void otherType(@Generated(ExampleRun.NEW) String pictures) {}
  }

  @Test
  void saysWhatIsWrongWithAParameter() {
    ExampleRun run = ExampleRun.of(WrongParameters.class);

    assertThat(run.message("noPictures")).contains("@Generated: No data at").contains("nowhere");
    assertThat(run.message("tooFew")).contains("count is 251, but ").contains("only 250 pictures");
    assertThat(run.message("none")).contains("count is 0; nothing can be said of no pictures");
    assertThat(run.message("noCount")).contains("give count, such as 1_000");
    assertThat(run.message("noModel")).contains("@Generated: ").contains("There is no model in");
    assertThat(run.message("nothing")).contains("it names neither pictures nor a model");
    assertThat(run.message("both")).contains("it names pictures and a model; give one of them");
    assertThat(run.message("otherType")).contains("java.lang.String; declare it as ImageSet");
  }

  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  private static void requireAlone() throws InterruptedException {
    try {
      BOTH.await(500, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | BrokenBarrierException alone) {
      return;
    }
    throw new AssertionError("two classes run at the same time");
  }

  @DiffusionEvaluation
  static class OneOfTwo {
    @Test
    void runsAlone() throws Exception {
      requireAlone();
    }
  }

  @DiffusionEvaluation
  static class OtherOfTwo {
    @Test
    void runsAlone() throws Exception {
      requireAlone();
    }
  }

  @Test
  void nativeWorkRunsAloneWhereTestsRunInParallel() {
    Map<String, String> parallel =
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.mode.classes.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");

    ExampleRun run = ExampleRun.of(parallel, OneOfTwo.class, OtherOfTwo.class);

    run.results().testEvents().assertStatistics(each -> each.failed(0).succeeded(2));
  }
}
