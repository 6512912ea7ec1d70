package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;

/** What the denoiser said at the last levels of a run. */
final class Answers {
  private final SamplingTask task;
  private final Variable variable;
  private final History history;
  private final double[] levels;

  /** Takes memory for that many answers, in the scope that is open. */
  Answers(SamplingTask task, Variable variable, int capacity) {
    this.task = task;
    this.variable = variable;
    history = new History(task, capacity);
    levels = new double[capacity];
  }

  /** Asks the denoiser at a level of the task and remembers its answer; returns the estimate. */
  Tensor ask(Tensor x, int index) {
    double sigma = task.sigma(index);
    Tensor denoised = task.denoiser().denoise(x, sigma);
    history.push(variable.of(x, denoised, sigma));
    System.arraycopy(levels, 0, levels, 1, levels.length - 1);
    levels[0] = sigma;
    return denoised;
  }

  /** Returns the answer so many before the newest. */
  Tensor get(int before) {
    return history.get(before);
  }

  int size() {
    return history.size();
  }

  /** Returns the levels around the step that starts at the newest answer. */
  Multistep.Trail trail(int index) {
    double[] known = Arrays.copyOf(levels, history.size());
    int left = task.steps() - 1 - index;
    return new Multistep.Trail(task.sigma(index + 1), known, left, task.steps());
  }

  void clear() {
    history.clear();
  }
}
