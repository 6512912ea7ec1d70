package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DPM-Solver-12 and DPM-Solver-23 (Lu et al. 2022a, appendix C): takes steps as long as the
 * difference between two orders stays tolerable. Two or three calls of the denoiser for each.
 *
 * <p>It goes so from each level of the grid to the next; the last step, to level 0, returns the
 * estimate. Two levels and 0 are grid enough; more only make it stop more often. Each picture of a
 * batch has steps of its own, so that it comes out the same in any batch; those that are done wait
 * for the others.
 *
 * @param order 2 (with 1 for comparison) or 3 (with 2)
 * @param relative which share of its value an element's error may be, 0.05 as a rule
 * @param absolute which error is tolerated in any case, 0.0078 (a grey level of 256) as a rule
 * @param firstStep length of the first step in ln sigma, 0.05 as a rule
 * @param proportional term of the control of the step size, 0 as a rule
 * @param integral term, 1 as a rule
 * @param derivative term, 0 as a rule
 */
public record DpmAdaptive(
    int order,
    double relative,
    double absolute,
    double firstStep,
    double proportional,
    double integral,
    double derivative)
    implements Sampler {
  private static final int MOST_STEPS = 10_000;
  private static final double ARRIVED = 1e-5;

  /** Checks the numbers. */
  public DpmAdaptive {
    if (order != 2 && order != 3) {
      throw new IllegalArgumentException("order is " + order + "; it is 2 or 3");
    }
    if (!(relative >= 0 && absolute > 0 && firstStep > 0)) {
      throw new IllegalArgumentException(
          "tolerances are "
              + relative
              + " (relative) and "
              + absolute
              + " (absolute) and the first step is "
              + firstStep
              + "; they are above 0, such as 0.05, 0.0078 and 0.05");
    }
  }

  /** Makes one with the numbers of the paper. */
  public DpmAdaptive(int order) {
    this(order, 0.05, 0.0078, 0.05, 0, 1, 0);
  }

  @Override
  public Stepper start(SamplingTask task) {
    return new Run(task);
  }

  @Override
  public boolean reversible() {
    return true;
  }

  private final class Run implements Stepper {
    private final SamplingTask task;
    private final Engine engine;
    private final StepControl[] controls;
    private int tried;

    Run(SamplingTask task) {
      this.task = task;
      engine = task.start().engine();
      controls = new StepControl[task.start().shape().dim(0)];
      for (int k = 0; k < controls.length; k++) {
        controls[k] = new StepControl(firstStep, order, proportional, integral, derivative);
      }
    }

    @Override
    @SuppressWarnings("try") // a scope works by being open
    public Moved step(Tensor x, int index) {
      double end = task.sigma(index + 1);
      Tensor denoised = task.denoiser().denoise(x, task.sigma(index));
      if (end == 0) {
        return new Moved(denoised, denoised);
      }
      double[] sigmas = new double[controls.length];
      Arrays.fill(sigmas, task.sigma(index));
      Tensor state = copy(x);
      Tensor previous = copy(x);
      while (Arrays.stream(sigmas).anyMatch(sigma -> sigma != end)) {
        checkTried(sigmas, end);
        try (Scope scope = engine.inference()) {
          advance(state, previous, sigmas, end);
        }
      }
      return new Moved(state, denoised);
    }

    private Tensor copy(Tensor x) {
      Tensor result = engine.full(0, x.shape(), x.type());
      engine.assign(result, x);
      return result;
    }

    private void checkTried(double[] sigmas, double end) {
      boolean finite = Arrays.stream(controls).allMatch(each -> Double.isFinite(each.size()));
      if (!finite || tried++ >= MOST_STEPS) {
        throw new ArithmeticException(
            "after "
                + tried
                + " adaptive steps sigma is "
                + Arrays.toString(sigmas)
                + " and not "
                + end
                + ": the denoiser is too rough or not finite; choose a sampler with a number of"
                + " steps");
      }
    }

    /** Tries a step with each picture; those whose error is too large stay where they are. */
    private void advance(Tensor state, Tensor previous, double[] sigmas, double end) {
      List<List<Staged.Stage>> stages = new ArrayList<>();
      List<Update> lower = new ArrayList<>();
      double[] to = new double[sigmas.length];
      for (int k = 0; k < to.length; k++) {
        to[k] = aim(sigmas[k], end, controls[k].size());
        stages.add(DpmSinglestep.stages(order, Variable.NOISE, sigmas[k], to[k]));
        Extrapolation whole = Extrapolation.of(Variable.NOISE, sigmas[k], to[k], 0);
        lower.add(
            order == 2 ? whole.constant() : whole.line(Extrapolation.Slope.MIDPOINT, 1.0 / order));
      }
      List<Tensor> said = new ArrayList<>();
      said.add(slope(state, sigmas));
      for (int i = 0; i < order - 1; i++) {
        int stage = i;
        double[] levels = stages.stream().mapToDouble(each -> each.get(stage).sigma()).toArray();
        said.add(slope(apply(state, updates(stages, stage), said), levels));
      }
      Tensor high = apply(state, updates(stages, order - 1), said);
      Tensor low = apply(state, lower, said);
      double[] moved = accept(errors(low, high, previous), sigmas, to);
      Tensor chosen = PerPicture.of(state, moved);
      engine.assign(previous, chosen.where(low, previous));
      engine.assign(state, chosen.where(high, state));
    }

    private double aim(double from, double end, double length) {
      double left = Math.log(from / end);
      return Math.abs(left) - length <= ARRIVED
          ? end
          : from * Math.exp(-Math.copySign(length, left));
    }

    /** Moves the levels of the pictures whose step counts; returns 1 for those and 0 for others. */
    private double[] accept(double[] errors, double[] sigmas, double[] to) {
      double[] moved = new double[to.length];
      for (int k = 0; k < to.length; k++) {
        if (sigmas[k] != to[k] && controls[k].accepts(errors[k])) {
          moved[k] = 1;
          sigmas[k] = to[k];
        }
      }
      return moved;
    }

    private double[] errors(Tensor low, Tensor high, Tensor previous) {
      Tensor tolerated =
          low.abs()
              .maximum(previous.abs())
              .multiply(relative)
              .clamp(absolute, Double.POSITIVE_INFINITY);
      double[] squares = PerPicture.mean(low.subtract(high).divide(tolerated).square()).toDoubles();
      return Arrays.stream(squares).map(Math::sqrt).toArray();
    }

    private List<Update> updates(List<List<Staged.Stage>> stages, int stage) {
      return stages.stream().map(each -> each.get(stage).update()).toList();
    }

    private Tensor apply(Tensor state, List<Update> updates, List<Tensor> said) {
      Tensor next = state;
      for (int j = 0; j < said.size(); j++) {
        int answer = j;
        double[] weights =
            updates.stream()
                .map(Update::weights)
                .mapToDouble(each -> answer < each.length ? each[answer] : 0)
                .toArray();
        next = next.add(PerPicture.times(said.get(j), weights));
      }
      return next;
    }

    private Tensor slope(Tensor x, double[] levels) {
      Tensor denoised = task.denoiser().denoise(x, levels);
      double[] inverse = Arrays.stream(levels).map(level -> 1 / level).toArray();
      return PerPicture.times(x.subtract(denoised), inverse);
    }
  }
}
