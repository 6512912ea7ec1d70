package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Shape;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DPM-Solver-12 and DPM-Solver-23 (Lu et al. 2022a, appendix C): takes steps of its own, as long as
 * the difference between two orders stays tolerable. Two or three calls of the denoiser a step.
 *
 * <p>Of the levels it is given, it uses the first and the last above 0; a last level of 0 is
 * reached by one more call. Each picture of a batch has its own steps, so that it comes out the
 * same in any batch; those that are done wait for the others. Steps are not known in advance: an
 * observer is told of as many as there were.
 *
 * @param order 2 (with 1 for comparison) or 3 (with 2)
 * @param relative which share of its value an element's error may be, 0.05 as a rule
 * @param absolute which error is tolerated in any case, 0.0078 (two grey levels of 256) as a rule
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

  /** Returns steps between given levels, without the choice of levels: those of the order. */
  @Override
  public Stepper start(SamplingTask task) {
    return new DpmSinglestep(order, Variable.NOISE).start(task);
  }

  @Override
  public boolean reversible() {
    return true;
  }

  @Override
  public Tensor sample(SamplingTask task, SamplingObserver observer, Intervention intervention) {
    task.requireFalling();
    if (intervention != NoIntervention.INSTANCE) {
      throw new IllegalArgumentException(
          "adaptive steps of the pictures of a batch do not meet at common levels, so the state"
              + " cannot be changed between them; choose another sampler, such as heun");
    }
    return new Run(task, observer).run();
  }

  private final class Run {
    private final SamplingTask task;
    private final SamplingObserver observer;
    private final Engine engine;
    private final Tensor state;
    private final double[] sigmas;
    private final StepControl[] controls;
    private final double end;
    private int steps;

    Run(SamplingTask task, SamplingObserver observer) {
      this.task = task;
      this.observer = observer;
      Tensor start = task.start();
      engine = start.engine();
      state = engine.full(0, start.shape(), start.type());
      engine.assign(state, start);
      int last = task.steps();
      end = task.sigma(last) > 0 ? task.sigma(last) : task.sigma(last - 1);
      sigmas = new double[start.shape().dim(0)];
      Arrays.fill(sigmas, task.sigma(0));
      controls = new StepControl[sigmas.length];
      for (int k = 0; k < controls.length; k++) {
        controls[k] = new StepControl(firstStep, order, proportional, integral, derivative);
      }
    }

    @SuppressWarnings("try") // a scope works by being open
    Tensor run() {
      try (Scope memory = engine.inference()) {
        Tensor previous = engine.full(0, state.shape(), state.type());
        engine.assign(previous, state);
        while (Arrays.stream(sigmas).anyMatch(sigma -> sigma > end)) {
          checkSteps();
          try (Scope scope = engine.inference()) {
            step(previous);
          }
        }
        if (task.sigma(task.steps()) == 0) {
          Tensor denoised = task.denoiser().denoise(state, sigmas);
          observe(denoised);
          engine.assign(state, denoised);
        }
      }
      return state;
    }

    private void checkSteps() {
      if (steps >= MOST_STEPS) {
        throw new IllegalStateException(
            "after "
                + MOST_STEPS
                + " adaptive steps sigma is "
                + Arrays.toString(sigmas)
                + " and not "
                + end
                + ": the denoiser is too rough or not finite; choose a sampler with a number of"
                + " steps");
      }
    }

    private void observe(Tensor denoised) {
      double highest = Arrays.stream(sigmas).max().orElseThrow();
      observer.onStep(new SamplingStep(steps, ++steps, highest, state, denoised));
    }

    /** Tries a step with each picture; those whose error is too large stay where they are. */
    private void step(Tensor previous) {
      Tensor denoised = task.denoiser().denoise(state, sigmas);
      observe(denoised);
      double[] to = new double[sigmas.length];
      Arrays.setAll(to, k -> aim(sigmas[k], controls[k].size()));
      List<List<Staged.Stage>> stages = new ArrayList<>();
      List<Update> lower = new ArrayList<>();
      for (int k = 0; k < to.length; k++) {
        stages.add(DpmSinglestep.stages(order, Variable.NOISE, sigmas[k], to[k]));
        Extrapolation whole = Extrapolation.of(Variable.NOISE, sigmas[k], to[k], 0);
        lower.add(
            order == 2 ? whole.constant() : whole.line(Extrapolation.Slope.MIDPOINT, 1.0 / order));
      }
      List<Tensor> said = new ArrayList<>();
      said.add(slope(state, denoised, sigmas));
      for (int i = 0; i < order - 1; i++) {
        int stage = i;
        double[] levels = stages.stream().mapToDouble(each -> each.get(stage).sigma()).toArray();
        Tensor there = apply(stages.stream().map(each -> each.get(stage).update()).toList(), said);
        said.add(slope(there, task.denoiser().denoise(there, levels), levels));
      }
      Tensor high = apply(stages.stream().map(each -> each.get(order - 1).update()).toList(), said);
      Tensor low = apply(lower, said);
      double[] kept = accept(errors(low, high, previous), to);
      engine.assign(state, choose(kept, high, state));
      engine.assign(previous, choose(kept, low, previous));
    }

    private double aim(double from, double length) {
      double left = Math.log(from / end);
      return left - length <= ARRIVED ? end : from * Math.exp(-length);
    }

    /** Moves the levels of the pictures whose step counts; returns 1 for those and 0 for others. */
    private double[] accept(double[] errors, double[] to) {
      double[] kept = new double[to.length];
      for (int k = 0; k < to.length; k++) {
        if (sigmas[k] > end && controls[k].accepts(errors[k])) {
          kept[k] = 1;
          sigmas[k] = to[k];
        }
      }
      return kept;
    }

    private double[] errors(Tensor low, Tensor high, Tensor previous) {
      Tensor tolerated =
          low.abs().maximum(previous.abs()).multiply(relative).clamp(absolute, Double.MAX_VALUE);
      Tensor error = low.subtract(high).divide(tolerated);
      Tensor squares = error.multiply(error).reshape(sigmas.length, -1);
      return Arrays.stream(squares.mean(1).toDoubles()).map(Math::sqrt).toArray();
    }

    private Tensor apply(List<Update> updates, List<Tensor> said) {
      Tensor next = state;
      for (int j = 0; j < said.size(); j++) {
        int answer = j;
        double[] weights =
            updates.stream()
                .map(Update::weights)
                .mapToDouble(each -> answer < each.length ? each[answer] : 0)
                .toArray();
        next = next.add(said.get(j).multiply(column(weights)));
      }
      return next;
    }

    private Tensor slope(Tensor x, Tensor denoised, double[] levels) {
      return x.subtract(denoised)
          .multiply(column(Arrays.stream(levels).map(level -> 1 / level).toArray()));
    }

    private Tensor choose(double[] kept, Tensor yes, Tensor no) {
      double[] others = Arrays.stream(kept).map(each -> 1 - each).toArray();
      return yes.multiply(column(kept)).add(no.multiply(column(others)));
    }

    /** Returns one number a picture, so that it broadcasts. */
    private Tensor column(double[] numbers) {
      int[] lengths = new int[state.shape().rank()];
      Arrays.fill(lengths, 1);
      lengths[0] = numbers.length;
      return engine.tensor(numbers, Shape.of(lengths), state.type());
    }
  }
}
