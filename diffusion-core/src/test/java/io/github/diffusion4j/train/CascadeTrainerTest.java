package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.diffusion4j.cascade.ConditioningAugmentation;
import io.github.diffusion4j.cascade.Handover;
import io.github.diffusion4j.cascade.LowResolution;
import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.model.PictureModel;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.tensor.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CascadeTrainerTest {
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0.1);
  private static final ConditioningAugmentation AUGMENTATION =
      new ConditioningAugmentation(0.5, 0.4, 0.6, true);
  private static final Dataset STRIPES = new Stripes(50, "a".repeat(64));
  private static final SamplerSpec SAMPLER = new SamplerSpec(SamplerSpec.Kind.HEUN, 2);

  @TempDir Path temporary;
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  /** Stops a run as a killed process would: in the middle, without a word to the trainer. */
  private static final class Killed extends RuntimeException {}

  /** Remembers what it is told, and is killed at a step of a stage. */
  private static class Watch implements TrainingObserver {
    final List<String> heard = new ArrayList<>();
    private final int killStage;
    private final long killStep;
    private int stage;

    Watch(int killStage, long killStep) {
      this.killStage = killStage;
      this.killStep = killStep;
    }

    @Override
    public void onStage(int number, int count, int size) {
      stage = number;
      heard.add(number + " of " + count + ": " + size);
    }

    @Override
    public void onStep(TrainingStep step) {
      if (stage == killStage && step.step() == killStep) {
        throw new Killed();
      }
    }

    @Override
    public void onCheckpoint(Path file, long step) {}

    @Override
    public void onNote(String line) {
      heard.add(line.replaceFirst(" from .*", ""));
    }
  }

  @Test
  void aRunKilledInItsSecondStageEndsAsIfItHadNeverStopped() {
    Path straight = temporary.resolve("straight");
    Path broken = temporary.resolve("broken");
    Watch watch = new Watch(0, 0);
    assertThat(trainer(straight, watch, 8).run().resumed()).isFalse();
    assertThat(watch.heard).containsExactly("1 of 3: 2", "2 of 3: 4", "3 of 3: 8");

    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> trainer(broken, new Watch(2, 7), 8).run());
    assertThat(broken.resolve(ModelManifest.FILE)).doesNotExist();
    assertThat(broken.resolve("stage-8")).doesNotExist();
    Watch second = new Watch(0, 0);
    TrainingResult result = trainer(broken, second, 8).run();

    assertThat(result.resumed()).isTrue();
    assertThat(result.interrupted()).isFalse();
    assertThat(second.heard)
        .containsExactly(
            "1 of 3: 2",
            "Resuming after step 8",
            "2 of 3: 4",
            "Resuming after step 5",
            "3 of 3: 8");
    assertThat(PictureModel.files(broken)).hasSize(7);
    for (String file : PictureModel.files(broken)) {
      assertThat(Digests.sha256(broken.resolve(file)))
          .as(file)
          .isEqualTo(Digests.sha256(straight.resolve(file)));
    }
    assertThat(broken.resolve("training.html")).content().contains("stage-4/training.html");
    assertThat(broken.resolve("stage-8/snapshots")).isDirectoryContaining("glob:**.png");
  }

  @Test
  void aStoppedRunGoesOnInItsStage() {
    CascadeTrainer[] trainer = new CascadeTrainer[1];
    TrainingObserver stopping =
        new Watch(0, 0) {
          @Override
          public void onStep(TrainingStep step) {
            if (step.step() == 3) {
              trainer[0].stop();
            }
          }
        };
    trainer[0] = trainer(temporary, stopping, 6);
    TrainingResult result = trainer[0].run();
    assertThat(result.interrupted()).isTrue();
    assertThat(result.step()).isEqualTo(3);
    assertThat(temporary.resolve("stage-4")).doesNotExist();
    TrainingResult rest = trainer(temporary, TrainingObserver.none(), 6).run();
    assertThat(rest).isEqualTo(new TrainingResult(6, rest.loss(), true, false));
  }

  @Test
  void aPictureOfASeedIsTheSameInAnyBatch() {
    trainer(temporary, TrainingObserver.none(), 4).run();
    for (Handover handover :
        List.of(Handover.CLEAN, new Handover(0.3, false), new Handover(0.3, true))) {
      PictureModel model = PictureModel.load(temporary, engine, handover);
      assertThat(model.stages()).extracting(ModelManifest::imageSize).containsExactly(2, 4, 8);
      List<Image> together = model.sample(SAMPLER, 1.5, new int[] {0, 1, 0, 1, -1}, 3, 0);
      List<Image> third = model.sample(SAMPLER, 1.5, new int[] {0}, 3, 2);
      assertThat(together.get(0)).isNotEqualTo(together.get(2));
      for (int i = 0; i < 64; i++) {
        assertThat((double) (third.get(0).samples()[i] & 255))
            .as("%s", handover)
            .isCloseTo(together.get(2).samples()[i] & 255, within(1.0));
      }
    }
  }

  @Test
  void noiseAsLargeAsSamplingBeginsWithIsRefused() {
    trainer(temporary, TrainingObserver.none(), 1).run();
    PictureModel model = PictureModel.load(temporary, engine, new Handover(80, false));
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> model.sample(SAMPLER, 1, new int[] {0}, 1, 0))
        .withMessageContaining("sampling-noise is 80.0, but sampling begins with 80.0");
  }

  @Test
  void theLargePictureFollowsTheSmallOne() {
    Dataset data = new TwoColours();
    UNetSpec network = new UNetSpec(8, List.of(1), 1, List.of(), 8, 0);
    LowResolution small = new LowResolution(4, AUGMENTATION);
    TrainingSpec spec = spec(350, 16, 350);
    new Trainer(
            engine, data, network, Formulation.EDM, spec, small, temporary, TrainingObserver.none())
        .run();
    List<Image> given = IntStream.range(0, 8).mapToObj(i -> data.image(i).shrunken(2)).toList();
    int[] labels = new int[8];
    Arrays.fill(labels, -1);
    SamplerSpec sampler = new SamplerSpec(SamplerSpec.Kind.HEUN, 8);
    List<Image> large = Model.load(temporary, engine).enlarge(sampler, 1, given, labels, 5, 0);
    for (int i = 0; i < 8; i++) {
      for (int half = 0; half < 2; half++) {
        assertThat(mean(large.get(i), half))
            .as("picture %d, half %d", i, half)
            .isCloseTo(mean(given.get(i), half), within(25.0));
      }
    }
  }

  /** The mean of the upper or lower half. */
  private static double mean(Image image, int half) {
    byte[] samples = image.samples();
    int count = samples.length / 2;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += samples[half * count + i] & 255;
    }
    return sum / count;
  }

  @Test
  void aStageAloneSaysWhatItIs() {
    trainer(temporary, TrainingObserver.none(), 1).run();
    Model upper = Model.load(temporary.resolve("stage-4"), engine);
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> upper.sample(SAMPLER, 1, new int[] {0}, 1, 0))
        .withMessageContaining("a stage of a cascade");
    Model base = Model.load(temporary.resolve("stage-2"), engine);
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> base.enlarge(SAMPLER, 1, List.of(), new int[] {0}, 1, 0))
        .withMessageContaining("cannot enlarge");
  }

  @Test
  void aCascadeWhoseFilesDoNotBelongTogetherIsRefused() throws Exception {
    trainer(temporary, TrainingObserver.none(), 1).run();
    Path manifest = temporary.resolve(ModelManifest.FILE);
    String json = Files.readString(manifest);
    Path stage = temporary.resolve("stage-4").resolve(ModelManifest.FILE);
    String stageJson = Files.readString(stage);

    for (String hostile :
        List.of(
            json.replace("\"size\" : 2", "\"size\" : -2"),
            json.replace("\"size\" : 8", "\"size\" : 100000"),
            json.replace("\"size\" : 8", "\"size\" : \"../8\""),
            json.replace("\"size\" : 4", "\"size\" : 2"),
            json.replace("\"format\" : 2", "\"format\" : 1"),
            "{\"format\" : 2, \"cascade\" : []}",
            "{\"format\" : 2, \"cascade\" : null}")) {
      assertThat(hostile).isNotEqualTo(json);
      Files.writeString(manifest, hostile);
      refuses("is not the manifest of a model of this toolkit");
    }
    Files.writeString(manifest, json.replaceFirst("\"manifestDigest\" : \"....", "$0\""));
    refuses("is not the manifest");
    Files.writeString(manifest, json);
    Files.writeString(stage, stageJson + " ");
    refuses("is not the file that the cascade's model.json speaks of");
    Files.writeString(stage, stageJson.replace("\"size\" : 2", "\"size\" : 1"));
    refuses("stage-4");
    Files.writeString(stage, stageJson);
    assertThat(PictureModel.load(temporary, engine, Handover.CLEAN).digest())
        .isEqualTo(Digests.sha256(manifest));
  }

  @Test
  void stagesTrainedWithoutNoiseCannotBeEndedEarly() {
    List<Stage> stages = Stage.plan(List.of(4), 8, NETWORK, ConditioningAugmentation.NONE);
    new CascadeTrainer(
            engine,
            STRIPES,
            stages,
            Formulation.EDM,
            spec(1, 8, 5),
            temporary,
            TrainingObserver.none())
        .run();
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> PictureModel.load(temporary, engine, new Handover(0.2, true)))
        .withMessageContaining("trained without noise");
    assertThat(
            PictureModel.load(temporary, engine, new Handover(0.2, false))
                .sample(SAMPLER, 1, new int[] {0}, 1, 0))
        .hasSize(1);
  }

  private void refuses(String why) {
    assertThatExceptionOfType(ModelException.class)
        .isThrownBy(() -> PictureModel.load(temporary, engine, Handover.CLEAN))
        .withMessageContaining(why);
  }

  private CascadeTrainer trainer(Path folder, TrainingObserver observer, long steps) {
    List<Stage> stages = Stage.plan(List.of(2, 4), 8, NETWORK, AUGMENTATION);
    return new CascadeTrainer(
        engine, STRIPES, stages, Formulation.EDM, spec(steps, 8, 5), folder, observer);
  }

  private static TrainingSpec spec(long steps, int batchSize, int checkpointEvery) {
    return new TrainingSpec(
        steps,
        null,
        batchSize,
        1,
        3e-3,
        4,
        Decay.COSINE,
        0.01,
        1,
        0.95,
        0.1,
        false,
        1,
        false,
        checkpointEvery,
        2);
  }
}
