package io.github.diffusion4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.image.Image;
import io.github.diffusion4j.model.Model;
import io.github.diffusion4j.model.ModelException;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Prediction;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.noise.Weighting;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.store.Digests;
import io.github.diffusion4j.store.Safetensors;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static final UNetSpec NETWORK = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0.1);
  private static final Dataset DATA = new Stripes(50, "a".repeat(64));

  @TempDir Path temporary;
  private final Engine engine = Engine.open();

  @AfterEach
  void close() {
    engine.close();
  }

  /** Stops a run as a killed process would: in the middle, without a word to the trainer. */
  private static final class Killed extends RuntimeException {}

  @Test
  void aKilledRunEndsAsIfItHadNeverStopped() {
    TrainingSpec spec = spec(40, 8, 1, 5);
    Path straight = temporary.resolve("straight");
    Path broken = temporary.resolve("broken");
    run(DATA, spec, straight, TrainingObserver.none());
    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> run(DATA, spec, broken, killAfter(23)));
    TrainingResult result = run(DATA, spec, broken, TrainingObserver.none());

    assertThat(result.resumed()).isTrue();
    assertThat(result.step()).isEqualTo(40);
    assertThat(Digests.sha256(broken.resolve(Model.WEIGHTS)))
        .isEqualTo(Digests.sha256(straight.resolve(Model.WEIGHTS)));
    assertThat(losses(broken)).hasSize(40).isEqualTo(losses(straight));
    Safetensors.Contents a = checkpoint(straight, 40);
    Safetensors.Contents b = checkpoint(broken, 40);
    assertThat(b.tensors()).isEqualTo(a.tensors());
    assertThat(b.metadata().get("updates")).isEqualTo("40");
  }

  static Stream<Arguments> options() {
    TrainingSpec plain = spec(8, 8, 1, 4);
    Formulation fewSteps =
        new Formulation(
            Formulation.Process.COSINE,
            2,
            false,
            Prediction.EPSILON,
            0.5,
            Weighting.SIMPLE,
            5,
            Variance.LEARNED);
    return Stream.of(
        arguments(plain.withObjective(objective(LevelSampling.STRATIFIED, 0, 0)), Formulation.EDM),
        arguments(plain.withObjective(objective(LevelSampling.ANTITHETIC, 0, 0)), Formulation.EDM),
        arguments(plain.withObjective(objective(LevelSampling.LOSS_SECOND_MOMENT, 0, 0)), fewSteps),
        arguments(
            spec(8, 8, 4, 4).withObjective(objective(LevelSampling.LOSS_SECOND_MOMENT, 0, 0)),
            fewSteps),
        arguments(plain.withObjective(objective(LevelSampling.UNIFORM, 0.5, 0.1)), Formulation.EDM),
        arguments(
            spec(8, 8, 2, 4)
                .withAugmentation(new AugmentationSpec(true, 0.5, 1, 30, 0.2, 0.2, 0.2, 0.1)),
            Formulation.EDM),
        arguments(
            plain.withAverage(new AverageSpec(AverageSpec.Rule.HALF_LIFE, 30, true)),
            Formulation.EDM));
  }

  private static ObjectiveSpec objective(LevelSampling levels, double augmentation, double offset) {
    return new ObjectiveSpec(levels, augmentation, offset);
  }

  @ParameterizedTest
  @MethodSource("options")
  void aKilledRunOfAnyKindEndsAsIfItHadNeverStopped(TrainingSpec spec, Formulation formulation) {
    Path straight = temporary.resolve("straight");
    Path broken = temporary.resolve("broken");
    trainer(formulation, spec, straight, TrainingObserver.none()).run();
    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> trainer(formulation, spec, broken, killAfter(6)).run());
    assertThat(trainer(formulation, spec, broken, TrainingObserver.none()).run().resumed())
        .isTrue();
    assertThat(losses(broken)).hasSize(8).isEqualTo(losses(straight));
    assertThat(checkpoint(broken, 8).tensors()).isEqualTo(checkpoint(straight, 8).tensors());
    assertThat(Digests.sha256(broken.resolve(Model.WEIGHTS)))
        .isEqualTo(Digests.sha256(straight.resolve(Model.WEIGHTS)));
    Model model = Model.load(broken, engine);
    SamplerSpec sampler = new SamplerSpec(SamplerSpec.Kind.DDIM, 2);
    assertThat(model.sample(sampler, 1, new int[] {0}, 3, 0)).hasSize(1);
  }

  /** What is asked for is what was stored, so nothing but it should be taken. */
  @Test
  void aStoredAverageIsItsOwnReconstruction() {
    TrainingSpec spec =
        spec(12, 8, 1, 5).withAverage(new AverageSpec(AverageSpec.Rule.DECAY, 1, true));
    run(DATA, spec, temporary, TrainingObserver.none());
    Safetensors.Contents stored =
        Safetensors.read(temporary.resolve("averages/width-0.100-step-000000012.safetensors"));
    Map<String, Safetensors.Entry> made = PostHocAverage.of(temporary, PowerProfile.ofWidth(0.10));
    assertThat(made.keySet()).isEqualTo(stored.tensors().keySet());
    made.forEach(
        (name, entry) -> {
          float[] expected = stored.tensors().get(name).floats();
          for (int i = 0; i < expected.length; i++) {
            assertThat(entry.floats()[i])
                .as("%s %s", name, i)
                .isCloseTo(expected[i], within(1e-5f));
          }
        });
    Path wider = temporary.resolve("wider");
    PostHocAverage.writeModel(temporary, PowerProfile.ofWidth(0.15), wider);
    assertThat(Model.load(wider, engine).manifest().step()).isEqualTo(12);
    assertThat(Digests.sha256(wider.resolve(Model.WEIGHTS)))
        .isNotEqualTo(Digests.sha256(temporary.resolve(Model.WEIGHTS)));
  }

  @Test
  void averagesThatWereNotStoredAreSaidToBeMissing() {
    assertThatThrownBy(() -> PostHocAverage.of(temporary, PowerProfile.ofWidth(0.1)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("training.average.power");
  }

  @Test
  void weightsMoveAndTheAverageLagsBehindThem() {
    run(DATA, spec(10, 8, 1, 5), temporary, TrainingObserver.none());
    Safetensors.Contents early = checkpoint(temporary, 5);
    Safetensors.Contents late = checkpoint(temporary, 10);
    String weight = "input.weight";
    assertThat(late.tensors().get("raw/" + weight))
        .isNotEqualTo(early.tensors().get("raw/" + weight));
    assertThat(late.tensors().get("average/" + weight))
        .isNotEqualTo(early.tensors().get("average/" + weight))
        .isNotEqualTo(late.tensors().get("raw/" + weight));
  }

  static Stream<Formulation> formulations() {
    return Stream.of(Formulation.EDM, Formulation.DDPM_LINEAR, Formulation.DDPM_COSINE);
  }

  @ParameterizedTest
  @MethodSource("formulations")
  void theLossFalls(Formulation formulation) {
    TrainingSpec spec = spec(120, 16, 1, 120);
    new Trainer(engine, DATA, NETWORK, formulation, spec, temporary, TrainingObserver.none()).run();
    List<Double> losses = losses(temporary);
    assertThat(mean(losses.subList(100, 120))).isLessThan(0.7 * mean(losses.subList(0, 5)));
  }

  @Test
  void aBatchInPartsGivesTheSameGradient() {
    UNetSpec withoutDropout = new UNetSpec(8, List.of(1, 2), 1, List.of(4), 8, 0);
    List<TrainingStep> whole = steps(withoutDropout, spec(2, 8, 1, 2), "whole");
    List<TrainingStep> parts = steps(withoutDropout, spec(2, 8, 4, 2), "parts");
    for (int i = 0; i < 2; i++) {
      assertThat(parts.get(i).loss()).isCloseTo(whole.get(i).loss(), within(1e-4));
      assertThat(parts.get(i).gradientNorm()).isCloseTo(whole.get(i).gradientNorm(), within(1e-3));
    }
  }

  @Test
  void aDamagedCheckpointIsPassedOverForTheOneBefore() throws IOException {
    TrainingSpec spec = spec(20, 8, 1, 5);
    assertThatExceptionOfType(Killed.class)
        .isThrownBy(() -> run(DATA, spec, temporary, killAfter(17)));
    Path newest = temporary.resolve("checkpoints/step-000000015.safetensors");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    List<String> notes = new ArrayList<>();
    assertThat(run(DATA, spec, temporary, noting(notes)).step()).isEqualTo(20);
    assertThat(notes).anyMatch(note -> note.startsWith("Passing over a checkpoint: "));
    assertThat(notes).anyMatch(note -> note.startsWith("Resuming after step 10 "));
  }

  @Test
  void otherDataOrAnotherRecipeStartsAnew() {
    run(DATA, spec(5, 8, 1, 5), temporary, TrainingObserver.none());
    List<String> notes = new ArrayList<>();
    Dataset other = new Stripes(50, "b".repeat(64));
    assertThat(run(other, spec(5, 8, 1, 5), temporary, noting(notes)).resumed()).isFalse();
    assertThat(notes).anyMatch(note -> note.startsWith("Starting anew: "));
    assertThat(run(other, spec(6, 8, 1, 5), temporary, noting(notes)).resumed()).isFalse();
    assertThat(losses(temporary)).hasSize(6);
    assertThat(run(other, spec(6, 8, 1, 2), temporary, noting(notes)).resumed()).isTrue();
  }

  @Test
  void aModelLostAfterTheLastStepComesBackFromTheCheckpoint() throws IOException {
    run(DATA, spec(5, 8, 1, 5), temporary, TrainingObserver.none());
    Path weights = temporary.resolve(Model.WEIGHTS);
    String digest = Digests.sha256(weights);
    Files.delete(weights);
    assertThat(run(DATA, spec(5, 8, 1, 5), temporary, TrainingObserver.none()).resumed()).isTrue();
    assertThat(Digests.sha256(weights)).isEqualTo(digest);
  }

  @Test
  void onlyTheNewestCheckpointsStay() throws IOException {
    run(DATA, spec(11, 8, 1, 3), temporary, TrainingObserver.none());
    try (Stream<Path> files = Files.list(temporary.resolve("checkpoints"))) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly("step-000000009.safetensors", "step-000000011.safetensors");
    }
  }

  @Test
  void aStoppedRunSavesItsStateAndGoesOnFromThere() {
    TrainingSpec spec = spec(20, 8, 1, 100);
    Trainer[] trainer = new Trainer[1];
    trainer[0] =
        trainer(DATA, spec, temporary, stepping(step -> stopAt(trainer[0], step.step(), 7)));
    TrainingResult result = trainer[0].run();
    assertThat(result.interrupted()).isTrue();
    assertThat(result.step()).isEqualTo(7);
    TrainingResult rest = run(DATA, spec, temporary, TrainingObserver.none());
    assertThat(rest).isEqualTo(new TrainingResult(20, rest.loss(), true, false));
  }

  @Test
  void aRunLimitedByTimeEndsByItself() {
    TrainingSpec spec =
        new TrainingSpec(
            1_000_000,
            Duration.ofMillis(300),
            8,
            1,
            1e-3,
            0,
            Decay.COSINE,
            0,
            1,
            0.9,
            0.1,
            true,
            1,
            false,
            1_000_000,
            1);
    TrainingResult result = run(DATA, spec, temporary, TrainingObserver.none());
    assertThat(result.interrupted()).isFalse();
    assertThat(result.step()).isBetween(1L, 999_999L);
    assertThat(Files.exists(temporary.resolve(Model.WEIGHTS))).isTrue();
  }

  @Test
  void lossesThatAreNotFiniteAreSkippedAndTenInARowStopTheRun() {
    TrainingSpec diverging =
        new TrainingSpec(
            200, null, 8, 1, 9.9, 0, Decay.CONSTANT, 99, 1e30, 0.9, 0, false, 1, false, 1, 2);
    List<TrainingStep> steps = new ArrayList<>();
    assertThatThrownBy(() -> run(DATA, diverging, temporary, stepping(steps::add)))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "Training stopped at step \\d+: loss or gradient was not finite in 10 steps in a row\\."
                + " The last good state is .*step-\\d{9}\\.safetensors.*learning-rate \\(now 9\\.9\\).*");
    assertThat(steps.subList(steps.size() - 10, steps.size()))
        .noneMatch(s -> Double.isFinite(s.loss()) && Double.isFinite(s.gradientNorm()));
  }

  @Test
  void theModelItLeavesDrawsThePicturesOfASeedInAnyBatch() {
    run(DATA, spec(30, 16, 1, 30), temporary, TrainingObserver.none());
    Model model = Model.load(temporary, engine);
    assertThat(model.manifest().classes()).containsExactly("lying", "standing");
    assertThat(model.manifest().step()).isEqualTo(30);
    for (SamplerSpec.Kind kind : SamplerSpec.Kind.values()) {
      SamplerSpec sampler = new SamplerSpec(kind, 4);
      if (kind == SamplerSpec.Kind.ANCESTRAL_LEARNED) {
        assertThatThrownBy(() -> model.sample(sampler, 1.5, new int[] {0}, 3, 2))
            .isInstanceOf(ModelException.class)
            .hasMessageContaining("formulation.variance is not learned");
        continue;
      }
      List<Image> together = model.sample(sampler, 1.5, new int[] {0, 1, 0, 1, -1}, 3, 0);
      List<Image> third = model.sample(sampler, 1.5, new int[] {0}, 3, 2);
      assertClose(third.get(0), together.get(2));
      assertThat(together.get(0)).isNotEqualTo(together.get(2));
    }
  }

  private static void assertClose(Image actual, Image expected) {
    for (int i = 0; i < expected.samples().length; i++) {
      assertThat((double) (actual.samples()[i] & 255))
          .isCloseTo(expected.samples()[i] & 255, within(1.0));
    }
  }

  private static void stopAt(Trainer trainer, long step, long last) {
    if (step == last) {
      trainer.stop();
    }
  }

  private List<TrainingStep> steps(UNetSpec network, TrainingSpec spec, String folder) {
    List<TrainingStep> steps = new ArrayList<>();
    Path path = temporary.resolve(folder);
    new Trainer(engine, DATA, network, Formulation.EDM, spec, path, stepping(steps::add)).run();
    return steps;
  }

  private TrainingResult run(
      Dataset data, TrainingSpec spec, Path folder, TrainingObserver observer) {
    return trainer(data, spec, folder, observer).run();
  }

  private Trainer trainer(Dataset data, TrainingSpec spec, Path folder, TrainingObserver observer) {
    return new Trainer(engine, data, NETWORK, Formulation.EDM, spec, folder, observer);
  }

  private Trainer trainer(
      Formulation formulation, TrainingSpec spec, Path folder, TrainingObserver observer) {
    return new Trainer(engine, DATA, NETWORK, formulation, spec, folder, observer);
  }

  private static TrainingSpec spec(long steps, int batch, int parts, int checkpointEvery) {
    return new TrainingSpec(
        steps,
        null,
        batch,
        parts,
        2e-3,
        4,
        Decay.COSINE,
        0.01,
        1,
        0.99,
        0.1,
        true,
        1,
        false,
        checkpointEvery,
        2);
  }

  private static TrainingObserver killAfter(long step) {
    return stepping(
        taken -> {
          if (taken.step() == step) {
            throw new Killed();
          }
        });
  }

  private static TrainingObserver stepping(java.util.function.Consumer<TrainingStep> onStep) {
    return new TrainingObserver() {
      @Override
      public void onStep(TrainingStep step) {
        onStep.accept(step);
      }

      @Override
      public void onCheckpoint(Path file, long step) {}

      @Override
      public void onNote(String line) {}
    };
  }

  private static TrainingObserver noting(List<String> notes) {
    return new TrainingObserver() {
      @Override
      public void onStep(TrainingStep step) {}

      @Override
      public void onCheckpoint(Path file, long step) {}

      @Override
      public void onNote(String line) {
        notes.add(line);
      }
    };
  }

  private static Safetensors.Contents checkpoint(Path folder, int step) {
    return Safetensors.read(
        folder.resolve(String.format("checkpoints/step-%09d.safetensors", step)));
  }

  private static List<Double> losses(Path folder) {
    return MetricsLog.read(folder.resolve("metrics.jsonl")).stream()
        .map(MetricsLog.Point::loss)
        .toList();
  }

  private static double mean(List<Double> values) {
    return Arrays.stream(values.toArray(Double[]::new)).mapToDouble(x -> x).average().orElseThrow();
  }
}
