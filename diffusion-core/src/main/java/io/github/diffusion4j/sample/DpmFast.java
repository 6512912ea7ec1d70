package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * DPM-Solver-fast (Lu et al. 2022a, appendix D.3): singlestep DPM-Solver of order 3, with the last
 * steps of lower order so that the denoiser is called a wanted number of times.
 *
 * @param calls how often the denoiser is called, 1 or more; that takes {@link #steps} steps, evenly
 *     spaced in ln sigma
 */
public record DpmFast(int calls) implements Sampler {
  private static final int ORDER = 3;

  /** Checks the number. */
  public DpmFast {
    if (calls < 1) {
      throw new IllegalArgumentException(
          "calls of the denoiser are " + calls + "; choose 1 or more");
    }
  }

  /** Returns how many steps that many calls make. */
  public int steps() {
    return calls / ORDER + 1;
  }

  /** Returns the order of a step that is followed by so many others. */
  private int order(int left) {
    int rest = calls % ORDER;
    if (rest == 0) {
      return Math.min(left + 1, ORDER);
    }
    return left == 0 ? rest : ORDER;
  }

  @Override
  public Stepper start(SamplingTask task) {
    return (x, index) -> {
      double from = task.sigma(index);
      Tensor denoised = task.denoiser().denoise(x, from);
      int order = order(task.steps() - 1 - index);
      return Staged.walk(
          task,
          Variable.NOISE,
          x,
          denoised,
          from,
          DpmSinglestep.stages(order, Variable.NOISE, from, task.sigma(index + 1)));
    };
  }

  @Override
  public boolean reversible() {
    return true;
  }
}
