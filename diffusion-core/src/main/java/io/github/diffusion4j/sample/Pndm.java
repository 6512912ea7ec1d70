package io.github.diffusion4j.sample;

import io.github.diffusion4j.noise.NoiseProcess;
import io.github.diffusion4j.noise.NoiseSchedule;
import io.github.diffusion4j.tensor.Tensor;
import java.util.List;

/**
 * PNDM (Liu et al. 2022): a pseudo linear multistep method of fourth order that starts by
 * Runge-Kutta steps. The transfer of the paper is Euler's step in sigma.
 *
 * <p>One call of the denoiser a step; three more in each of the first three steps, or one more in
 * the first if those are skipped.
 *
 * @param process whose steps the points half-way are on; without steps they are geometric means
 * @param skipRungeKutta whether only one step of Heun's method leads in
 */
public record Pndm(NoiseProcess process, boolean skipRungeKutta) implements Sampler {
  private static final Ipndm MULTISTEP = new Ipndm(4);

  @Override
  public Stepper start(SamplingTask task) {
    return new Run(task);
  }

  @Override
  public boolean reversible() {
    return true;
  }

  private double middle(double from, double to) {
    if (process instanceof NoiseSchedule schedule) {
      double step = (schedule.stepAt(from) + schedule.stepAt(to)) / 2;
      return schedule.sigma((int) step);
    }
    return Math.sqrt(from * to);
  }

  private List<Staged.Stage> leadIn(double from, double to) {
    double step = to - from;
    if (skipRungeKutta) {
      return Heun.stages(from, to, 1);
    }
    double middle = middle(from, to);
    double half = middle - from;
    return List.of(
        new Staged.Stage(middle, Update.of(1, half)),
        new Staged.Stage(middle, Update.of(1, 0, half)),
        new Staged.Stage(to, Update.of(1, 0, 0, step)),
        new Staged.Stage(to, Update.of(1, step / 6, step / 3, step / 3, step / 6)));
  }

  private final class Run implements Stepper {
    private final SamplingTask task;
    private final Answers answers;
    private final int leadIns = skipRungeKutta ? 1 : 3;

    Run(SamplingTask task) {
      this.task = task;
      answers = new Answers(task, Variable.NOISE, 4);
    }

    @Override
    public Moved step(Tensor x, int index) {
      double from = task.sigma(index);
      double to = task.sigma(index + 1);
      boolean leading = answers.size() < leadIns;
      Tensor denoised = answers.ask(x, index);
      // At level 0 nothing can be asked, and a step that stays has no middle.
      if (leading && to > 0 && to != from) {
        return Staged.walk(task, Variable.NOISE, x, denoised, from, leadIn(from, to));
      }
      Update update = MULTISTEP.update(answers.trail(index));
      return new Moved(update.apply(x, answers::get, task.noise()), denoised);
    }

    @Override
    public void forget() {
      answers.clear();
    }
  }
}
