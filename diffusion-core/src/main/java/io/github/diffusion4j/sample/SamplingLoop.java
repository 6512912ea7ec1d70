package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.function.Supplier;

/** What all samplers share: walking along the levels, memory, interventions and the observer. */
final class SamplingLoop {
  private SamplingLoop() {}

  static Tensor run(
      Sampler sampler, SamplingTask task, SamplingObserver observer, Intervention intervention) {
    return run(task, observer, intervention, () -> sampler.start(task));
  }

  /**
   * Samples along levels that may rise in between: there new noise is added, as the forward process
   * would, instead of a step.
   */
  static Tensor runWithRises(
      Sampler sampler, SamplingTask task, SamplingObserver observer, Intervention intervention) {
    task.requireMoving();
    return run(task, observer, intervention, () -> new Rising(sampler.start(task), task));
  }

  /** Takes the steps that go down, and adds noise where the levels go up. */
  private record Rising(Stepper inner, SamplingTask task) implements Stepper {
    @Override
    public Moved step(Tensor x, int index) {
      double from = task.sigma(index);
      double to = task.sigma(index + 1);
      if (to < from) {
        return inner.step(x, index);
      }
      inner.forget();
      return new Moved(addNoise(x, Math.sqrt(to * to - from * from), task.noise()), x);
    }

    @Override
    public void forget() {
      inner.forget();
    }
  }

  @SuppressWarnings("try") // a scope works by being open
  private static Tensor run(
      SamplingTask task,
      SamplingObserver observer,
      Intervention intervention,
      Supplier<Stepper> begin) {
    Tensor start = task.start();
    Engine engine = start.engine();
    // One tensor holds the state throughout: a new one per step would pile up in the caller's
    // scope. What the stepper remembers goes with the run.
    Tensor state = engine.full(0, start.shape(), start.type());
    engine.assign(state, start);
    try (Scope memory = engine.inference()) {
      Stepper stepper = begin.get();
      for (int i = 0; i < task.steps(); i++) {
        step(stepper, state, i, task, observer, intervention);
      }
    }
    return state;
  }

  @SuppressWarnings("try") // a scope works by being open
  private static void step(
      Stepper stepper,
      Tensor state,
      int index,
      SamplingTask task,
      SamplingObserver observer,
      Intervention intervention) {
    Engine engine = state.engine();
    try (Scope scope = engine.inference()) {
      Stepper.Moved moved = stepper.step(state, index);
      SamplingStep step =
          new SamplingStep(index, task.steps(), task.sigma(index), state, moved.denoised());
      observer.onStep(step);
      Tensor next = intervention.after(step, moved.next(), task.sigma(index + 1));
      if (intervention.changesPlaces()) {
        stepper.forget();
      }
      engine.assign(state, next);
    }
  }

  /** Returns {@code denoised + share * (x - denoised)}: only a share of the noise is left. */
  static Tensor keepNoise(double share, Tensor x, Tensor denoised) {
    return x.multiply(share).add(denoised.multiply(1 - share));
  }

  /** Returns x with new noise on it, or x itself if the deviation is 0. */
  static Tensor addNoise(Tensor x, double deviation, NoiseStreams noise) {
    return deviation == 0
        ? x
        : x.add(noise.next(x.engine(), x.shape(), x.type()).multiply(deviation));
  }

  /** Returns the direction of the probability-flow equation, {@code (x - D) / sigma}. */
  static Tensor slope(Tensor x, Tensor denoised, double sigma) {
    return x.subtract(denoised).multiply(1 / sigma);
  }
}
