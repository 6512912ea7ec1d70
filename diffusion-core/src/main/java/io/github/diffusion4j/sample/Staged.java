package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A sampler that asks the denoiser several times within a step and keeps nothing: an explicit
 * Runge-Kutta method, or an exponential one.
 */
interface Staged extends SingleStep {
  /** Returns what is kept of each answer within a step. */
  Variable variable();

  /**
   * Returns the stages of a step; each starts from the step's state and uses the answers so far,
   * the first one first. The last stage comes to the next level.
   */
  List<Stage> stages(double from, double to);

  /**
   * One stage.
   *
   * @param sigma the level it comes to; the denoiser is asked there next, unless it is the last
   * @param update how
   */
  record Stage(double sigma, Update update) {}

  @Override
  default Stepper.Moved move(SamplingTask task, Tensor x, double from, double to) {
    Tensor denoised = task.denoiser().denoise(x, from);
    return walk(task, variable(), x, denoised, from, stages(from, to));
  }

  /** Goes through the stages of one step whose first answer is there. */
  static Stepper.Moved walk(
      SamplingTask task,
      Variable variable,
      Tensor x,
      Tensor denoised,
      double from,
      List<Stage> stages) {
    List<Tensor> said = new ArrayList<>();
    said.add(variable.of(x, denoised, from));
    for (int i = 0; i < stages.size() - 1; i++) {
      double sigma = stages.get(i).sigma();
      Tensor state = stages.get(i).update().apply(x, said::get, task.noise());
      said.add(variable.of(state, task.denoiser().denoise(state, sigma), sigma));
    }
    Update last = stages.get(stages.size() - 1).update();
    return new Stepper.Moved(last.apply(x, said::get, task.noise()), denoised);
  }
}
