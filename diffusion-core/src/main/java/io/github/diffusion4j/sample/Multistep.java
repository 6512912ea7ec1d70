package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/** A sampler whose step is linear in the state and in what the denoiser said at the last levels. */
interface Multistep extends Sampler {
  /** Returns how many answers of the denoiser a step may use, the newest included. */
  int order();

  /** Returns what is remembered of each answer. */
  Variable variable();

  /** Returns the step; its weights are those of the newest answer, the one before, and so on. */
  Update update(Trail trail);

  @Override
  default Stepper start(SamplingTask task) {
    return new MultistepRun(this, task);
  }

  /**
   * The levels around a step.
   *
   * @param to where the step goes
   * @param levels those of the answers that are known, the newest first: the step starts there
   * @param left how many steps come after this one
   * @param steps how many the whole run has
   */
  record Trail(double to, double[] levels, int left, int steps) {
    /** Returns where the step starts. */
    double from() {
      return levels[0];
    }

    /** Returns how many answers may be used: as many as are known and wanted, one to level 0. */
    int usable(int wanted) {
      return to == 0 ? 1 : Math.min(wanted, levels.length);
    }

    /** Returns where the answer so many before the newest is, in steps of lambda; negative. */
    double behind(int before) {
      return Math.log(from() / levels[before]) / Math.log(from() / to);
    }
  }

  /** One run: remembers answers and their levels. */
  final class MultistepRun implements Stepper {
    private final Multistep sampler;
    private final SamplingTask task;
    private final Answers answers;

    private MultistepRun(Multistep sampler, SamplingTask task) {
      this.sampler = sampler;
      this.task = task;
      answers = new Answers(task, sampler.variable(), sampler.order());
    }

    @Override
    public Moved step(Tensor x, int index) {
      Tensor denoised = answers.ask(x, index);
      Update update = sampler.update(answers.trail(index));
      return new Moved(update.apply(x, answers::get, task.noise()), denoised);
    }

    @Override
    public void forget() {
      answers.clear();
    }
  }
}
