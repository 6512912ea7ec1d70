package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.denoise.ClassifierGuidance;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.ClassifierManifest;
import io.github.diffusion4j.model.ClassifierModel;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.nn.ClassifierSpec.Pooling;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTrainerTest {
  private static final UNetSpec ENCODER = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0.1);
  private static final Dataset DATA = new Stripes(64, "a".repeat(64));

  @TempDir Path folder;
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  private static ClassifierTrainingSpec steps(long steps) {
    return new ClassifierTrainingSpec(steps, 16, 3e-3, 0.05, true, 1, 5);
  }

  private ClassifierTrainer trainer(
      Dataset data,
      Formulation formulation,
      ClassifierTrainingSpec spec,
      Path into,
      TrainingObserver observer) {
    return new ClassifierTrainer(
        engine, data, data, ENCODER, Pooling.ATTENTION, formulation, spec, into, observer);
  }

  private TrainingResult train(Formulation formulation, long steps, Path into) {
    return trainer(DATA, formulation, steps(steps), into, TrainingObserver.none()).run();
  }

  @Test
  void isRightWherePicturesCanBeSeenAndGuessesWhereTheyCannot() {
    List<String> notes = new ArrayList<>();
    trainer(DATA, Formulation.DDPM_LINEAR, steps(150), folder, noting(notes)).run();
    ClassifierModel model = ClassifierModel.load(folder, engine);
    List<ClassifierManifest.Accuracy> accuracies = model.manifest().accuracies();
    assertThat(accuracies).hasSize(8);
    assertThat(accuracies.get(0).share()).as("%s", accuracies).isGreaterThan(0.95);
    assertThat(accuracies.get(7).share()).as("%s", accuracies).isBetween(0.25, 0.75);
    assertThat(notes).hasSize(8).allMatch(note -> note.contains("the classifier is right in "));
    assertThat(model.manifest().classes()).containsExactly("lying", "standing");
    float[][] probabilities = model.probabilities(List.of(DATA.image(4), DATA.image(5)));
    assertThat(probabilities[0][0]).isGreaterThan(0.7f);
    assertThat(probabilities[1][1]).isGreaterThan(0.7f);
    assertGuidesUphill(model);
  }

  /** A step along the guidance makes the asked class more likely. */
  @SuppressWarnings("try") // a scope works by being open
  private void assertGuidesUphill(ClassifierModel model) {
    try (Scope scope = engine.inference()) {
      float[] pixels = new float[128];
      DATA.image(4).toPlanar(pixels, 0);
      DATA.image(5).toPlanar(pixels, 64);
      Tensor x = engine.tensor(pixels, Shape.of(2, 1, 8, 8));
      double[] sigmas = {0.5, 0.5};
      int[] asked = {1, 1};
      Tensor moved =
          new ClassifierGuidance((noisy, levels) -> noisy, model, asked, 0.1).denoise(x, sigmas);
      float[] before = model.logits(x, sigmas).softmax().toFloats();
      float[] after = model.logits(moved, sigmas).softmax().toFloats();
      assertThat(after[1]).isGreaterThan(before[1]);
      assertThat(after[3]).isGreaterThan(before[3]);
    }
  }

  @Test
  void judgesPicturesWithoutNoise() {
    train(null, 100, folder);
    ClassifierModel model = ClassifierModel.load(folder, engine);
    assertThat(model.manifest().formulation()).isNull();
    assertThat(model.manifest().accuracies())
        .singleElement()
        .satisfies(
            accuracy -> {
              assertThat(accuracy.sigma()).isZero();
              assertThat(accuracy.share()).isGreaterThan(0.95);
            });
    List<Image> pictures = IntStream.range(0, 70).mapToObj(i -> DATA.image(i % 64)).toList();
    float[][] probabilities = model.probabilities(pictures);
    float[][] features = model.features(pictures);
    assertThat(probabilities).hasDimensions(70, 2);
    assertThat(features).hasDimensions(70, 16);
    for (float[] row : probabilities) {
      assertThat((double) row[0] + row[1]).isCloseTo(1, Offset.offset(1e-5));
    }
    assertThat(features[0]).as("the same picture, in another batch").hasSize(16);
    for (int i = 0; i < 16; i++) {
      assertThat(features[64][i]).isCloseTo(features[0][i], Offset.offset(1e-3f));
    }
    Tensor x = engine.zeros(Shape.of(1, 1, 8, 8));
    assertThatThrownBy(() -> model.logits(x, new double[] {1}))
        .hasMessageContaining("without noise only");
    Tensor larger = engine.zeros(Shape.of(1, 1, 16, 16));
    assertThatThrownBy(() -> model.logits(larger, new double[] {0}))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(
            "trained on pictures of 8x8 with 1 channels and cannot judge those of 16x16 with 1");
  }

  /** Stops a run as a killed process would: in the middle, without a word to the trainer. */
  private static final class Killed extends RuntimeException {}

  @Test
  void aKilledRunEndsAsIfItHadNeverStopped() {
    Path straight = folder.resolve("straight");
    Path broken = folder.resolve("broken");
    train(Formulation.EDM, 18, straight);
    TrainingObserver killer =
        new Watching() {
          @Override
          public void onStep(TrainingStep step) {
            if (step.step() == 13) {
              throw new Killed();
            }
          }
        };
    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> trainer(DATA, Formulation.EDM, steps(18), broken, killer).run());
    TrainingResult result = train(Formulation.EDM, 18, broken);
    assertThat(result.resumed()).isTrue();
    assertThat(result.step()).isEqualTo(18);
    assertThat(Digests.sha256(broken.resolve(ClassifierModel.WEIGHTS)))
        .isEqualTo(Digests.sha256(straight.resolve(ClassifierModel.WEIGHTS)));
    assertThat(ClassifierManifest.read(broken)).isEqualTo(ClassifierManifest.read(straight));
  }

  @Test
  void otherNumbersOrADamagedCheckpointStartAnew() throws IOException {
    train(Formulation.EDM, 5, folder);
    List<String> notes = new ArrayList<>();
    assertThat(trainer(DATA, Formulation.EDM, steps(6), folder, noting(notes)).run().resumed())
        .isFalse();
    assertThat(notes.get(0)).startsWith("Starting anew: ");
    Path checkpoint = folder.resolve("checkpoint.safetensors");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[bytes.length / 2] ^= 1;
    Files.write(checkpoint, bytes);
    notes.clear();
    assertThat(trainer(DATA, Formulation.EDM, steps(6), folder, noting(notes)).run().resumed())
        .isFalse();
    assertThat(notes.get(0)).startsWith("Passing over a checkpoint: ");
  }

  @Test
  void foreignAndDamagedFilesAreRefused() throws IOException {
    refuses("There is no classifier in ");
    train(Formulation.EDM, 1, folder);
    Path manifest = folder.resolve(ClassifierManifest.FILE);
    String json = Files.readString(manifest);
    for (String hostile :
        List.of(
            "",
            "null",
            "{}",
            json.replace("\"format\" : 1", "\"format\" : 9"),
            json.replace("\"imageSize\" : 8", "\"imageSize\" : 1000000"),
            json.replace("\"classes\" : 2", "\"classes\" : 1000"),
            json.replaceFirst("\\{", "{\"@class\" : \"java.lang.Runtime\","))) {
      assertThat(hostile).isNotEqualTo(json);
      Files.writeString(manifest, hostile);
      refuses("is not the manifest of a classifier of this toolkit");
    }
    Files.writeString(manifest, json.replace("\"baseChannels\" : 8", "\"baseChannels\" : 4096"));
    refuses("describes a network of ");
    Files.writeString(manifest, json);
    Path weights = folder.resolve(ClassifierModel.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 3] ^= 4;
    Files.write(weights, bytes);
    refuses("is not the file that classifier.json speaks of");
    Files.delete(weights);
    refuses("is missing beside classifier.json");
  }

  private void refuses(String why) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> ClassifierModel.load(folder, engine))
        .withMessageContaining(why);
  }

  @Test
  void refusesDataWithoutClasses() {
    Dataset nameless = new Nameless(DATA);
    assertThatThrownBy(() -> trainer(nameless, null, steps(5), folder, TrainingObserver.none()))
        .hasMessageContaining("the data has 0; put the pictures of each class into a folder");
    assertThatThrownBy(() -> new ClassifierTrainingSpec(0, 16, true, 1))
        .hasMessageContaining("steps is 0");
  }

  @Test
  void lowersTheLearningRateAlongALine() {
    ClassifierTrainingSpec spec = new ClassifierTrainingSpec(4, 16, false, 1);
    assertThat(IntStream.rangeClosed(1, 4).mapToDouble(spec::learningRateAt))
        .containsExactly(3e-4, 3e-4 * 0.75, 3e-4 * 0.5, 3e-4 * 0.25);
  }

  private static TrainingObserver noting(List<String> notes) {
    return new Watching() {
      @Override
      public void onNote(String line) {
        notes.add(line);
      }
    };
  }

  private static class Watching implements TrainingObserver {
    @Override
    public void onStep(TrainingStep step) {}

    @Override
    public void onCheckpoint(Path file, long step) {}

    @Override
    public void onNote(String line) {}
  }

  /** The same pictures without classes. */
  private record Nameless(Dataset of) implements Dataset {
    @Override
    public int size() {
      return of.size();
    }

    @Override
    public Image image(int index) {
      return of.image(index);
    }
  }
}
