package io.github.diffusion4j.cli;

import io.github.diffusion4j.eval.learned.TrainingProgress;
import java.util.Locale;

/** Tells how the training of a detector goes, and ends it when the process is to end. */
record DetectorTraining(Session session) implements TrainingProgress {
  @Override
  public void onStep(int step, int steps, double loss) {
    if (session.interruption().requested()) {
      throw new Interrupted(
          "Interrupted; the training of the detector starts anew when the same command is run again.");
    }
    String line =
        String.format(
            Locale.ROOT,
            "training the detector on your pictures: step %,d/%,d, loss %.3f",
            step,
            steps,
            loss);
    session.progress().step(line, step, steps);
  }
}
