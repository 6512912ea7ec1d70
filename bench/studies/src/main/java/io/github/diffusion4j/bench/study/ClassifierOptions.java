package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.train.ClassifierTrainer;
import io.github.diffusion4j.train.ClassifierTrainingSpec;
import io.github.diffusion4j.train.TrainingObserver;
import io.github.diffusion4j.train.TrainingStep;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How a classifier is trained: the judge, or one that guides. */
final class ClassifierOptions {
  private static final int CHECKPOINT_EVERY = 200;
  private static final double WEIGHT_DECAY = 0.05;

  @Option(
      names = "--base",
      defaultValue = "24",
      description =
          "Channels of its first convolutions; features are four times as many (${DEFAULT-VALUE}).")
  private int base;

  @Option(
      names = "--steps",
      defaultValue = "2000",
      description = "Training steps (${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--pictures",
      defaultValue = "128",
      description = "Pictures a training step (${DEFAULT-VALUE}).")
  private int pictures;

  @Option(
      names = "--rate",
      defaultValue = "0.001",
      description = "Learning rate at the first step (${DEFAULT-VALUE}).")
  private double rate;

  /**
   * Trains one, or goes on with it.
   *
   * @param formulation whose noise it learns; null for none
   */
  void train(Study study, Path folder, Formulation formulation, long seed) {
    boolean noisy = formulation != null;
    new ClassifierTrainer(
            study.engine(),
            study.data().training(),
            study.data().test(),
            new UNetSpec(base, List.of(1, 2, 4), 1, List.of(), 32, 0.1),
            noisy ? ClassifierSpec.Pooling.ATTENTION : ClassifierSpec.Pooling.AVERAGE,
            formulation,
            new ClassifierTrainingSpec(
                steps, pictures, rate, WEIGHT_DECAY, false, seed, CHECKPOINT_EVERY),
            folder,
            observer(study.progress()))
        .run();
  }

  private static TrainingObserver observer(Progress progress) {
    return new TrainingObserver() {
      @Override
      public void onStep(TrainingStep step) {
        progress.step(
            "training, loss %.3f".formatted(step.loss()),
            Math.toIntExact(step.step()),
            Math.toIntExact(step.steps()));
      }

      @Override
      public void onCheckpoint(Path file, long step) {}

      @Override
      public void onNote(String line) {
        progress.say("%s", line);
      }
    };
  }
}
