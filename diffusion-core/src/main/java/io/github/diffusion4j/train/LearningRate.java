package io.github.diffusion4j.train;

/** The learning rate over a run: a linear rise, then what {@link Decay} says. */
final class LearningRate {
  private LearningRate() {}

  /**
   * Returns the learning rate of a step.
   *
   * @param step counted from 1
   * @param seconds training time before it: where a run is limited by time, the decay ends with
   *     whichever comes first
   */
  static double at(TrainingSpec spec, long step, double seconds) {
    double warm = spec.warmupSteps() == 0 ? 1 : Math.min(1, step / (double) spec.warmupSteps());
    if (spec.decay() == Decay.CONSTANT) {
      return spec.learningRate() * warm;
    }
    double done = step / (double) spec.steps();
    if (spec.maxDuration() != null) {
      done = Math.max(done, seconds * 1000 / spec.maxDuration().toMillis());
    }
    return spec.learningRate() * warm * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
  }
}
