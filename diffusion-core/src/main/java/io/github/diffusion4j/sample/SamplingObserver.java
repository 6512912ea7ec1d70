package io.github.diffusion4j.sample;

/** Is told of each step of a sampler, on the sampler's thread. What it throws ends the sampling. */
@FunctionalInterface
public interface SamplingObserver {
  /** Called after a step was computed and before the state moves on. */
  void onStep(SamplingStep step);

  /** Returns an observer that does nothing. */
  static SamplingObserver none() {
    return step -> {};
  }
}
