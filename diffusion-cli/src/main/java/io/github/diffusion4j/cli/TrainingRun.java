package io.github.diffusion4j.cli;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.recipe.Fingerprint;
import io.github.diffusion4j.recipe.Recipe;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.train.Trainer;
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
    Trainer trainer =
        new Trainer(
            engine,
            dataset,
            recipe.network(),
            recipe.formulation(),
            recipe.training(),
            folder.path(),
            new Monitor(session.progress(), recipe.training().maxDuration()));
    session.interruption().onRequest(trainer::stop);
    TrainingResult result;
    try {
      result = trainer.run();
    } finally {
      session.interruption().onRequest(() -> {});
    }
    if (result.interrupted()) {
      return Outcome.interrupted(
          "Interrupted after step "
              + result.step()
              + "; the state is saved in "
              + folder.path()
              + ". Run the same command again to go on from there.");
    }
    folder.finish(fingerprint);
    String message =
        String.format(
            Locale.ROOT,
            "Trained %d steps, loss %.4f: %s%nThe course of it: %s",
            result.step(),
            result.loss(),
            folder.path(),
            folder.page());
    return Outcome.ok(message, folder.outputs());
  }

  /** Turns the trainer's reports into lines. */
  static final class Monitor implements TrainingObserver {
    private final Progress progress;
    private final Duration limit;
    private long firstStep = -1;
    private Duration firstElapsed;

    /**
     * Makes one for a run.
     *
     * @param limit longest training time; null for none
     */
    Monitor(Progress progress, Duration limit) {
      this.progress = progress;
      this.limit = limit;
    }

    @Override
    public void onStep(TrainingStep step) {
      if (firstStep < 0) {
        firstStep = step.step();
        firstElapsed = step.elapsed();
      }
      progress.step(line(step), step.step(), step.steps());
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
          "step %d/%d loss %.4f lr %.1e %.0f img/s%s",
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
