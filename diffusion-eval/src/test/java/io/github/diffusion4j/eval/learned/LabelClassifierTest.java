package io.github.diffusion4j.eval.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.data.CaptionedShapes;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.feature.Features;
import io.github.diffusion4j.eval.quality.InceptionScore;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.ClassifierTrainer;
import io.github.diffusion4j.train.ClassifierTrainingSpec;
import io.github.diffusion4j.train.TrainingObserver;
import io.github.diffusion4j.train.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelClassifierTest {
  private static final Dataset SHAPES = CaptionedShapes.closeUps(16, 3);
  private static final Dataset TRAINING = SHAPES.subset(IntStream.range(0, 600).toArray());
  private static final Dataset HELD_OUT = SHAPES.subset(IntStream.range(9000, 9200).toArray());
  private static final UNetSpec NETWORK = new UNetSpec(16, List.of(1, 2), 1, List.of(), 16, 0);

  @TempDir private static Path cache;
  private static Engine engine;
  private static LabelClassifier trained;

  private static LabelClassifierSettings settings(long seed) {
    return new LabelClassifierSettings(
        NETWORK, new ClassifierTrainingSpec(200, 32, 4e-3, 0.05, false, seed, 1000));
  }

  /** Counts steps. */
  private static TrainingObserver counting(AtomicInteger steps) {
    return new TrainingObserver() {
      @Override
      public void onStep(TrainingStep step) {
        steps.incrementAndGet();
      }

      @Override
      public void onCheckpoint(Path file, long step) {}

      @Override
      public void onNote(String line) {}
    };
  }

  @BeforeAll
  static void train() {
    engine = Engine.open();
    trained =
        LabelClassifier.train(
            engine, TRAINING, HELD_OUT, settings(1), cache, TrainingObserver.none());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void isRightAboutPicturesThatItNeverSaw() {
    // By chance one of six is right.
    assertThat(trained.accuracy(HELD_OUT)).isGreaterThan(0.6);
    assertThat(trained.heldOutAccuracy()).isCloseTo(trained.accuracy(HELD_OUT), within(1e-9));
    int[] none = new int[70];
    Arrays.fill(none, -1);
    assertThat(trained.accuracy(images(70), none)).isZero();
    assertThat(trained.classes()).isEqualTo(SHAPES.classes());
    assertThatThrownBy(() -> trained.accuracy(new TrainingPicturesTest.Given(images(3))))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("pictures of the classes []");
  }

  private static List<Image> images(int count) {
    return IntStream.range(0, count).mapToObj(HELD_OUT::image).toList();
  }

  @Test
  void probabilitiesMakeAnInceptionScore() {
    double[][] probabilities = trained.probabilities(images(70));
    for (double[] row : probabilities) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
    }
    assertThat(InceptionScore.of(probabilities, 1).mean()).isBetween(1.2, 6.0);
  }

  @Test
  void describesPicturesOfAnySize() {
    Features features = trained.describe(images(70));
    assertThat(features.dimensions()).isEqualTo(32);
    assertThat(trained.describe(HELD_OUT.image(3))).containsExactly(features.row(3), within(1e-3));
    assertThat(trained.describe(HELD_OUT.image(3).enlarged(3))).hasSize(32);
    assertThat(trained.identity().toString())
        .startsWith("label-classifier, weights ")
        .endsWith("on 16x16 RGB, whole, bicubic, [-1, 1]");
  }

  @Test
  void isTrainedOnceForTheSamePicturesAndLabels() {
    AtomicInteger steps = new AtomicInteger();
    LabelClassifier again =
        LabelClassifier.train(engine, TRAINING, HELD_OUT, settings(1), cache, counting(steps));
    assertThat(steps).hasValue(0);
    assertThat(again.identity()).isEqualTo(trained.identity());
    assertThat(DataDigest.of(TRAINING)).isNotEqualTo(DataDigest.of(relabelled()));
  }

  /** The same pictures, each with the class after its own. */
  private static Dataset relabelled() {
    return new Dataset() {
      @Override
      public int size() {
        return TRAINING.size();
      }

      @Override
      public Image image(int index) {
        return TRAINING.image(index);
      }

      @Override
      public int label(int index) {
        return (TRAINING.label(index) + 1) % classes().size();
      }

      @Override
      public List<String> classes() {
        return TRAINING.classes();
      }
    };
  }

  @Test
  void aManifestThatWasChangedIsRefused(@TempDir Path copy) throws IOException {
    try (var folders = Files.list(cache)) {
      Path folder = folders.findFirst().orElseThrow();
      for (String name : List.of(ClassifierManifest.FILE, "classifier.safetensors")) {
        Files.copy(folder.resolve(name), copy.resolve(name));
      }
    }
    assertThat(LabelClassifier.load(copy, engine).identity()).isEqualTo(trained.identity());
    Path file = copy.resolve(ClassifierManifest.FILE);
    Files.writeString(file, Files.readString(file).replace("\"blocks\" : 1", "\"blocks\" : 2"));
    assertThatThrownBy(() -> LabelClassifier.load(copy, engine)).isInstanceOf(ModelException.class);
  }

  @Test
  void oneThatKnowsNoisyPicturesIsRefused(@TempDir Path folder) {
    new ClassifierTrainer(
            engine,
            TRAINING,
            HELD_OUT,
            NETWORK,
            ClassifierSpec.Pooling.AVERAGE,
            Formulation.DDPM_LINEAR,
            new ClassifierTrainingSpec(1, 4, false, 1),
            folder,
            TrainingObserver.none())
        .run();
    assertThatThrownBy(() -> LabelClassifier.load(folder, engine))
        .isInstanceOf(EvaluationException.class)
        .hasMessageContaining("guides and does not judge");
  }
}
