package io.github.diffusion4j.sample;

import io.github.diffusion4j.sample.Extrapolation.Slope;
import io.github.diffusion4j.tensor.Tensor;

/**
 * DPM-Solver++ and DPM-Solver as singlestep methods whose points between are levels of the grid: a
 * step of order 1 is followed by one of order 2 that starts from the same state again, and so on up
 * to the order. One call of the denoiser a step of the grid.
 *
 * @param order 1 to 3
 * @param variable what is extrapolated
 * @param slope how the change between answers counts
 * @param eta 0 is deterministic, 1 follows the reverse stochastic equation
 * @param lowerOrderFinal whether a run ends by a step of order 1
 */
public record DpmAlternating(
    int order, Variable variable, Slope slope, double eta, boolean lowerOrderFinal)
    implements Sampler {
  /** Checks the numbers. */
  public DpmAlternating {
    DpmSinglestep.checkOrder(order);
    AncestralSplit.checkEta(eta);
  }

  @Override
  public Stepper start(SamplingTask task) {
    return new Run(task);
  }

  @Override
  public boolean reversible() {
    return eta == 0;
  }

  private final class Run implements Stepper {
    private final SamplingTask task;
    private final Answers answers;
    private final History base;

    Run(SamplingTask task) {
      this.task = task;
      answers = new Answers(task, variable, order);
      base = new History(task, 1);
    }

    @Override
    public Moved step(Tensor x, int index) {
      Tensor denoised = answers.ask(x, index);
      int used = orderOf(index);
      if (used == 1) {
        base.push(x);
      }
      Update update = update(answers.trail(index), used);
      Tensor next = update.apply(base.get(0), j -> answers.get(used - 1 - j), task.noise());
      return new Moved(next, denoised);
    }

    private int orderOf(int index) {
      boolean ends = index == task.steps() - 1 && lowerOrderFinal;
      boolean lower = task.sigma(index + 1) == 0 || (ends && task.steps() % order == 0);
      return lower ? 1 : Math.min(index % order + 1, answers.size());
    }

    private Update update(Multistep.Trail trail, int used) {
      double start = trail.levels()[used - 1];
      Extrapolation whole = Extrapolation.of(variable, start, trail.to(), eta);
      double length = Math.log(start / trail.to());
      return switch (used) {
        case 1 -> whole.constant();
        case 2 -> whole.line(slope, Math.log(start / trail.from()) / length);
        default -> {
          double far = Math.log(start / trail.from()) / length;
          double near = Math.log(start / trail.levels()[1]) / length;
          Update line = whole.line(Slope.EXACT, far);
          yield slope == Slope.EXACT
              ? whole.parabola(near, far, 2)
              : new Update(line.state(), line.noise(), line.weights()[0], 0, line.weights()[1]);
        }
      };
    }

    @Override
    public void forget() {
      answers.clear();
    }
  }
}
