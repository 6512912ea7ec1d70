package io.github.diffusion4j.eval.learned;

/** Is told how training goes, on the thread that trains. What it throws ends the training. */
@FunctionalInterface
public interface TrainingProgress {
  /**
   * Called after every step.
   *
   * @param step counted from 1
   * @param steps there will be at most
   * @param loss of the step, both its parts
   */
  void onStep(int step, int steps, double loss);

  /** Returns one that does nothing. */
  static TrainingProgress none() {
    return (step, steps, loss) -> {};
  }
}
