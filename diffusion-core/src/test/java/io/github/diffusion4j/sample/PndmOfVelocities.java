package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * PNDM as upstream does it for a model that predicts velocities: these are averaged as they are,
 * and their mean is made into noise at the state that the step starts from.
 */
record PndmOfVelocities(Pndm inner) implements Sampler {
  @Override
  public Stepper start(SamplingTask task) {
    Run run = new Run(task);
    run.steps =
        inner.start(
            new SamplingTask(
                (x, levels) -> run.ask(x, levels[0]), task.sigmas(), task.start(), task.noise()));
    return run;
  }

  /** Lets the inner sampler take velocities for slopes, and turns where that leads. */
  private static final class Run implements Stepper {
    private final SamplingTask task;
    private Stepper steps;
    private Tensor from;
    private double sigma;

    Run(SamplingTask task) {
      this.task = task;
    }

    @Override
    public Moved step(Tensor x, int index) {
      from = x;
      sigma = task.sigma(index);
      Moved moved = steps.step(x, index);
      return new Moved(turned(moved.next(), task.sigma(index + 1)), moved.denoised());
    }

    private Tensor ask(Tensor x, double level) {
      Tensor state = turned(x, level);
      Tensor denoised = task.denoiser().denoise(state, level);
      double total = level * level + 1;
      Tensor velocity =
          state.multiply(1 / total).subtract(denoised).multiply(Math.sqrt(total) / level);
      return x.subtract(velocity.multiply(level));
    }

    private Tensor turned(Tensor x, double level) {
      if (level == sigma) {
        return x;
      }
      double step = level - sigma;
      double total = sigma * sigma + 1;
      return from.multiply(1 + step * sigma / total)
          .add(x.subtract(from).multiply(1 / Math.sqrt(total)));
    }
  }
}
