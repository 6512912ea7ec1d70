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
    double rate = spec.learningRate() * rise(step, spec.warmupSteps());
    return switch (spec.decay()) {
      case CONSTANT -> rate;
      case COSINE -> rate * halfCosine(spec, step, seconds);
      case INVERSE_ROOT -> rate * inverseRoot(step, spec.decaySteps());
    };
  }

  /** The linear rise; how long training has gone on and the warm-up in the same unit. */
  static double rise(double done, double warmup) {
    return warmup == 0 ? 1 : Math.min(1, done / warmup);
  }

  static double inverseRoot(double done, double reference) {
    return 1 / Math.sqrt(Math.max(done / reference, 1));
  }

  private static double halfCosine(TrainingSpec spec, long step, double seconds) {
    double done = step / (double) spec.steps();
    if (spec.maxDuration() != null) {
      done = Math.max(done, seconds * 1000 / spec.maxDuration().toMillis());
    }
    return 0.5 * (1 + Math.cos(Math.PI * Math.min(1, done)));
  }
}
