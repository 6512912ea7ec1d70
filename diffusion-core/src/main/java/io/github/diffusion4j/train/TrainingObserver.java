package io.github.diffusion4j.train;

import java.nio.file.Path;

/** Is told how training goes, on the trainer's thread. What it throws ends the training. */
public interface TrainingObserver {
  /** Called after every step. */
  void onStep(TrainingStep step);

  /** Called when a checkpoint is on disk. */
  void onCheckpoint(Path file, long step);

  /**
   * Called before a stage of a cascade is trained; never for a single model.
   *
   * @param number which one it is, from 1
   * @param count how many there are
   * @param size height and width of its pictures
   */
  default void onStage(int number, int count, int size) {}

  /** Called with a sentence that a person should read. */
  void onNote(String line);

  /** Returns an observer that does nothing. */
  static TrainingObserver none() {
    return new TrainingObserver() {
      @Override
      public void onStep(TrainingStep step) {}

      @Override
      public void onCheckpoint(Path file, long step) {}

      @Override
      public void onNote(String line) {}
    };
  }
}
