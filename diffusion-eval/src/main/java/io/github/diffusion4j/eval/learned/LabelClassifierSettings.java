package io.github.diffusion4j.eval.learned;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.nn.ClassifierSpec;
import io.github.diffusion4j.nn.UNetSpec;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.ClassifierTrainer;
import io.github.diffusion4j.train.ClassifierTrainingSpec;
import io.github.diffusion4j.train.TrainingObserver;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How a classifier of labels is trained.
 *
 * @param network the U-Net whose way down it is made of; the pictures' size is a multiple of what
 *     its levels ask for
 * @param training steps, batches, learning rate and seed
 */
public record LabelClassifierSettings(UNetSpec network, ClassifierTrainingSpec training) {
  private static final int CHECKPOINT_EVERY = 200;

  /** Checks that both are there. */
  public LabelClassifierSettings {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(training, "training");
  }

  /**
   * Returns numbers that train for some minutes on one core, with pictures of 32 pixels a side: 96
   * features.
   */
  public static LabelClassifierSettings standard() {
    return new LabelClassifierSettings(
        new UNetSpec(24, List.of(1, 2, 4), 1, List.of(), 32, 0.1),
        new ClassifierTrainingSpec(900, 128, 1e-3, 0.05, false, 0, CHECKPOINT_EVERY));
  }

  ClassifierTrainer trainer(
      Engine engine, Dataset training, Dataset heldOut, Path folder, TrainingObserver observer) {
    return new ClassifierTrainer(
        engine,
        training,
        heldOut,
        network,
        ClassifierSpec.Pooling.AVERAGE,
        null,
        this.training,
        folder,
        observer);
  }
}
