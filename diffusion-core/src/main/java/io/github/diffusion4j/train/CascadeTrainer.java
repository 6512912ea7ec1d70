package io.github.diffusion4j.train;

import io.github.diffusion4j.cascade.Stage;
import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.data.Datasets;
import io.github.diffusion4j.model.CascadeManifest;
import io.github.diffusion4j.model.ModelManifest;
import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.store.StoreException;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Trains the stages of a cascade one after the other, each by a {@link Trainer} into a folder of
 * its own inside the cascade's.
 *
 * <p>Stages learn from the data and not from each other, so steps and time limit count for each. A
 * run that was killed goes on in the stage it was in; stages that had ended are only looked at. The
 * folder is a model when the last stage has ended.
 */
public final class CascadeTrainer implements Training {
  private final Engine engine;
  private final Dataset data;
  private final List<Stage> stages;
  private final Formulation formulation;
  private final TrainingSpec spec;
  private final Path folder;
  private final TrainingObserver observer;
  private boolean stopped;
  private Trainer current;

  /**
   * Prepares a run.
   *
   * @param data pictures of the last stage's size
   * @param stages two or more, see {@link Stage#plan}
   * @param training the numbers of each stage
   * @param modelFolder is made if it is not there
   */
  public CascadeTrainer(
      Engine engine,
      Dataset data,
      List<Stage> stages,
      Formulation formulation,
      TrainingSpec training,
      Path modelFolder,
      TrainingObserver observer) {
    this.engine = engine;
    this.data = data;
    this.stages = List.copyOf(stages);
    this.formulation = formulation;
    this.spec = training;
    this.folder = modelFolder;
    this.observer = observer;
  }

  @Override
  public synchronized void stop() {
    stopped = true;
    if (current != null) {
      current.stop();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @return how the last stage that was trained ended
   * @throws TrainingException as {@link Trainer#run}
   */
  @Override
  @SuppressWarnings("try") // a scope works by being open: a stage's memory goes with it
  public TrainingResult run() {
    forgetManifest();
    CascadePage.write(folder, stages);
    TrainingResult result = new TrainingResult(0, 0, false, true);
    boolean resumed = false;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      Trainer trainer = trainer(stage);
      if (!begin(trainer)) {
        return new TrainingResult(result.step(), result.loss(), resumed, true);
      }
      observer.onStage(i + 1, stages.size(), stage.size());
      try (Scope scope = engine.scope()) {
        result = trainer.run();
      }
      resumed |= result.resumed();
      if (result.interrupted()) {
        return new TrainingResult(result.step(), result.loss(), resumed, true);
      }
    }
    CascadeManifest.of(folder, stages.stream().map(Stage::size).toList()).write(folder);
    return new TrainingResult(result.step(), result.loss(), resumed, false);
  }

  /** Makes a trainer the one to be stopped; returns false if that was asked for already. */
  private synchronized boolean begin(Trainer trainer) {
    current = trainer;
    return !stopped;
  }

  private Trainer trainer(Stage stage) {
    return new Trainer(
        engine,
        Datasets.shrunken(data, stage.size()),
        stage.network(),
        formulation,
        spec,
        stage.lowResolution(),
        folder.resolve(stage.folder()),
        observer);
  }

  /** While stages change, what it says of them is not so. */
  private void forgetManifest() {
    try {
      Files.deleteIfExists(folder.resolve(ModelManifest.FILE));
    } catch (IOException e) {
      throw new StoreException("Cannot remove the old manifest in " + folder + ": " + e, e);
    }
  }
}
