package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Tensor;

/**
 * UniPC (Zhao et al. 2023): a predictor and a corrector of the same order. The corrector improves
 * the state of a level by the answer that is asked there anyway, so a step takes one call of the
 * denoiser.
 *
 * @param order 1 to 3; the first steps have less
 * @param variable what is extrapolated
 * @param scale B(h) of the paper
 * @param lowerOrderFinal whether the last steps go down in order to 1
 */
public record UniPc(int order, Variable variable, Scale scale, boolean lowerOrderFinal)
    implements Sampler {

  /** The function B(h), with h the step in lambda, negative if the picture is extrapolated. */
  public enum Scale {
    /** {@code h}. */
    BH1,
    /** {@code e^h - 1}. */
    BH2
  }

  /** Checks the order. */
  public UniPc {
    DpmSinglestep.checkOrder(order);
  }

  /** Makes one of the usual kind: in the picture, with B2. */
  public UniPc(int order) {
    this(order, Variable.PICTURE, Scale.BH2, true);
  }

  @Override
  public Stepper start(SamplingTask task) {
    return new Run(task);
  }

  @Override
  public boolean reversible() {
    return true;
  }

  /**
   * Returns the step through {@code m_0} and others; its weights are those of {@code m_0}, then of
   * the others.
   *
   * @param at how far each of the others is from {@code m_0}, as shares of the step in lambda
   * @param simple whether a single other one weighs a half, as the paper chooses for order 2
   */
  private Update update(double from, double to, double[] at, boolean simple) {
    Extrapolation step = Extrapolation.of(variable, from, to, 0);
    double[] weights = new double[at.length + 1];
    weights[0] = step.first();
    if (at.length == 0) {
      return Update.of(step.keep(), weights);
    }
    double h = Math.log(variable == Variable.PICTURE ? to / from : from / to);
    double factor = scale == Scale.BH1 ? h : Math.expm1(h);
    double[] rho = simple ? new double[] {0.5} : solve(at, moments(h, factor, at.length));
    double outer = variable == Variable.PICTURE ? -factor : -to * factor;
    for (int j = 0; j < at.length; j++) {
      double weight = outer * rho[j] / at[j];
      weights[j + 1] = weight;
      weights[0] -= weight;
    }
    return Update.of(step.keep(), weights);
  }

  /**
   * Returns b of the paper: what the weights must make of the powers 0, 1, ... of the distances.
   */
  private static double[] moments(double h, double factor, int count) {
    double[] moments = new double[count];
    double phi = Math.expm1(h) / h - 1;
    double factorial = 1;
    for (int k = 0; k < count; k++) {
      moments[k] = phi * factorial / factor;
      factorial *= k + 2;
      phi = phi / h - 1 / factorial;
    }
    return moments;
  }

  /** Solves {@code sum_j at[j]^k rho[j] = b[k]}: each rho is b of a Lagrange polynomial. */
  private static double[] solve(double[] at, double[] b) {
    double[] rho = new double[at.length];
    for (int j = 0; j < at.length; j++) {
      double[] polynomial = new double[at.length];
      polynomial[0] = 1;
      for (int i = 0; i < at.length; i++) {
        if (i != j) {
          for (int k = at.length - 1; k >= 0; k--) {
            double lower = k == 0 ? 0 : polynomial[k - 1];
            polynomial[k] = (lower - at[i] * polynomial[k]) / (at[j] - at[i]);
          }
        }
      }
      for (int k = 0; k < at.length; k++) {
        rho[j] += polynomial[k] * b[k];
      }
    }
    return rho;
  }

  private final class Run implements Stepper {
    private final SamplingTask task;
    private final Answers answers;
    private final History states;
    private int used;

    Run(SamplingTask task) {
      this.task = task;
      answers = new Answers(task, variable, order + 1);
      states = new History(task, 1);
    }

    @Override
    public Moved step(Tensor x, int index) {
      Tensor denoised = answers.ask(x, index);
      Tensor corrected = answers.size() > 1 ? correct(index) : x;
      states.push(corrected);
      Multistep.Trail trail = answers.trail(index);
      int wanted = lowerOrderFinal ? Math.min(order, trail.left() + 1) : order;
      used = trail.usable(wanted);
      double[] at = new double[used - 1];
      for (int j = 0; j < at.length; j++) {
        at[j] = trail.behind(j + 1);
      }
      Update update = update(trail.from(), trail.to(), at, used == 2);
      return new Moved(update.apply(states.get(0), answers::get, task.noise()), denoised);
    }

    /** Takes the last step again, now that there is an answer where it went. */
    private Tensor correct(int index) {
      double[] levels = answers.trail(index).levels();
      double length = Math.log(levels[1] / levels[0]);
      double[] at = new double[used];
      for (int j = 0; j < used - 1; j++) {
        at[j] = Math.log(levels[1] / levels[j + 2]) / length;
      }
      at[used - 1] = 1;
      int newest = used;
      return update(levels[1], levels[0], at, used == 1)
          .apply(states.get(0), j -> answers.get(j == newest ? 0 : j + 1), task.noise());
    }

    @Override
    public void forget() {
      answers.clear();
      states.clear();
    }
  }
}
