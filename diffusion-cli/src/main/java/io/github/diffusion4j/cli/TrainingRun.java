package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.recipe.Fingerprint;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.CascadeTrainer;
import io.github.diffusion4j.train.Trainer;
import io.github.diffusion4j.train.Training;
import io.github.diffusion4j.train.TrainingObserver;
import io.github.diffusion4j.train.TrainingResult;
import io.github.diffusion4j.train.TrainingStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * Runs the trainer, tells how far it is, and stops it when asked.
 *
 * @param engine to compute with
 * @param dataset to learn from
 * @param recipe of the model
 * @param folder of the model
 * @param fingerprint of the run, not finished
 * @param session it runs in
 */
record TrainingRun(
    Engine engine,
    Dataset dataset,
    Recipe recipe,
    ModelFolder folder,
    Fingerprint fingerprint,
    Session session) {

  /** Trains to the end, or until it is stopped. */
  Outcome run() {
    session.progress().note("Training on " + dataset.description());
    Monitor monitor = new Monitor(session.progress(), recipe.training().maxDuration());
    Training training = training(monitor);
    session.interruption().onRequest(training::stop);
    TrainingResult result;
    try {
      result = training.run();
    } finally {
      session.interruption().onRequest(() -> {});
    }
    if (result.interrupted()) {
      return Outcome.interrupted(
          "Interrupted after "
              + monitor.stage()
              + "step "
              + result.step()
              + "; the state is saved in "
              + folder.path()
              + ". Run the same command again to go on from there.");
    }
    folder.finish(fingerprint);
    String message =
        String.format(
            Locale.ROOT,
            "Trained %s%d steps, loss %.4f: %s%s%nThe course of it: %s",
            monitor.stage(),
            result.step(),
            result.loss(),
            folder.path(),
            monitor.waiting(),
            folder.page());
    return Outcome.ok(message, folder.outputs());
  }

  private Training training(Monitor monitor) {
    return recipe.cascade().isOn()
        ? new CascadeTrainer(
            engine,
            dataset,
            recipe.stages(),
            recipe.formulation(),
            recipe.training(),
            folder.path(),
            monitor)
        : new Trainer(
            engine,
            dataset,
            recipe.network(),
            recipe.formulation(),
            recipe.training(),
            folder.path(),
            monitor);
  }

  /** Turns the trainer's reports into lines. */
  static final class Monitor implements TrainingObserver {
    private final Progress progress;
    private final Duration limit;
    private long firstStep = -1;
    private Duration firstElapsed;
    private double waiting;
    private String stage = "";
    private int stagesBefore;
    private int stages = 1;

    /**
     * Makes one for a run.
     *
     * @param limit longest training time; null for none
     */
    Monitor(Progress progress, Duration limit) {
      this.progress = progress;
      this.limit = limit;
    }

    /** Returns the stage it is in, to stand before the step: empty for a single model. */
    String stage() {
      return stage;
    }

    /** Returns a line on the time that was lost waiting for pictures; empty before any step. */
    String waiting() {
      return firstStep < 0
          ? ""
          : String.format(Locale.ROOT, "%nWaited for pictures: %.1f %% of the time", 100 * waiting);
    }

    @Override
    public void onStage(int number, int count, int size) {
      firstStep = -1;
      stage = "stage " + size + " (" + number + " of " + count + "), ";
      stagesBefore = number - 1;
      stages = count;
      progress.note("Stage " + number + " of " + count + ": pictures of size " + size);
    }

    @Override
    public void onStep(TrainingStep step) {
      if (firstStep < 0) {
        firstStep = step.step();
        firstElapsed = step.elapsed();
      }
      waiting = step.waiting();
      long done = stagesBefore * step.steps() + step.step();
      progress.step(line(step), done, stages * step.steps());
    }

    @Override
    public void onCheckpoint(Path file, long step) {
      // The line of the step says enough; a line a checkpoint would push it off the screen.
    }

    @Override
    public void onNote(String line) {
      progress.note(line);
    }

    private String line(TrainingStep step) {
      return String.format(
          Locale.ROOT,
          "%sstep %d/%d loss %.4f lr %.1e %.0f img/s%s",
          stage,
          step.step(),
          step.steps(),
          step.loss(),
          step.learningRate(),
          step.imagesPerSecond(),
          eta(step));
    }

    /** Measured from the first step seen: a resumed run's first steps were paid for before. */
    private String eta(TrainingStep step) {
      long done = step.step() - firstStep;
      if (done <= 0) {
        return "";
      }
      double seconds = step.elapsed().minus(firstElapsed).toMillis() / 1000.0;
      double left = seconds / done * (step.steps() - step.step());
      if (limit != null) {
        left = Math.min(left, Math.max(0, limit.minus(step.elapsed()).toSeconds()));
      }
      return " eta " + spell(Math.round(left));
    }

    private static String spell(long seconds) {
      if (seconds >= 3600) {
        return seconds / 3600 + "h" + seconds % 3600 / 60 + "m";
      }
      return seconds >= 60 ? seconds / 60 + "m" + seconds % 60 + "s" : seconds + "s";
    }
  }
}
