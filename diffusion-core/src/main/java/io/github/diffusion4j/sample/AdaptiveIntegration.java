package io.github.diffusion4j.sample;

import io.github.diffusion4j.denoise.PerPicture;
import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One run of {@link DormandPrince} over an interval. State and slopes sit in memory taken once;
 * each stage has a scope of its own.
 */
final class AdaptiveIntegration {
  private static final Tableau TABLEAU = Tableau.DORMAND_PRINCE;
  private static final double EXPONENT = -1.0 / 5;
  private static final double SAFETY = 0.9;
  private static final double LEAST_FACTOR = 0.2;
  private static final double LARGEST_FACTOR = 5;
  private static final double FIRST_SHARE = 0.1;

  private final DormandPrince solver;
  private final VectorField field;
  private final Engine engine;
  private final List<Tensor> state;
  private final List<List<Tensor>> slopes = new ArrayList<>();
  private final double from;
  private final double to;
  private final double[] times;
  private int evaluations;

  /** Takes memory in the scope that is open. */
  AdaptiveIntegration(
      DormandPrince solver, VectorField field, List<Tensor> start, double from, double to) {
    this.solver = solver;
    this.field = field;
    this.from = from;
    this.to = to;
    engine = start.get(0).engine();
    state = like(start);
    assign(state, start);
    for (int i = 0; i <= TABLEAU.last(); i++) {
      slopes.add(like(start));
    }
    times = new double[start.get(0).shape().dim(0)];
    Arrays.fill(times, from);
  }

  private List<Tensor> like(List<Tensor> parts) {
    return parts.stream().map(part -> engine.full(0, part.shape(), part.type())).toList();
  }

  private void assign(List<Tensor> targets, List<Tensor> sources) {
    for (int p = 0; p < targets.size(); p++) {
      engine.assign(targets.get(p), sources.get(p));
    }
  }

  /**
   * Integrates to the end.
   *
   * @param steps the lengths to try first, 0 where unknown; overwritten with those to go on with
   */
  DormandPrince.Solution run(double[] steps) {
    double length = Math.abs(to - from);
    Arrays.setAll(steps, n -> steps[n] > 0 ? steps[n] : FIRST_SHARE * length);
    evaluate(0, new double[times.length]);
    while (Arrays.stream(times).anyMatch(time -> time != to)) {
      double[] taken = new double[times.length];
      Arrays.setAll(
          taken, n -> Math.signum(to - times[n]) * Math.min(steps[n], Math.abs(to - times[n])));
      for (int stage = 1; stage <= TABLEAU.last(); stage++) {
        evaluate(stage, taken);
      }
      double[] errors = errors(taken);
      accept(taken, errors);
      for (int n = 0; n < steps.length; n++) {
        steps[n] = next(n, steps[n], taken[n], errors[n]);
      }
    }
    return new DormandPrince.Solution(state, slopes.get(0), evaluations);
  }

  /** Computes the slopes of a stage. */
  @SuppressWarnings("try") // a scope works by being open
  private void evaluate(int stage, double[] taken) {
    if (++evaluations > solver.maxEvaluations()) {
      throw new ArithmeticException(
          "the solver did not get from "
              + from
              + " to "
              + to
              + " in "
              + solver.maxEvaluations()
              + " evaluations, but to "
              + farthestBehind()
              + "; raise the tolerances ("
              + solver.relative()
              + " relative, "
              + solver.absolute()
              + " absolute) or the evaluations");
    }
    double node = TABLEAU.node(stage);
    double[] at = new double[times.length];
    Arrays.setAll(at, n -> times[n] + node * taken[n]);
    try (Scope scope = engine.inference()) {
      assign(slopes.get(stage), field.at(moved(stage, taken), at));
    }
  }

  private double farthestBehind() {
    double behind = Arrays.stream(times).map(time -> Math.abs(to - time)).max().orElse(0);
    return to - Math.signum(to - from) * behind;
  }

  /** Returns the state that a stage takes its slope at. */
  private List<Tensor> moved(int stage, double[] taken) {
    if (stage == 0) {
      return state;
    }
    List<Tensor> result = new ArrayList<>();
    for (int p = 0; p < state.size(); p++) {
      Tensor move = PerPicture.times(combined(TABLEAU.stages()[stage], p), taken);
      result.add(state.get(p).add(move));
    }
    return result;
  }

  private Tensor combined(double[] coefficients, int part) {
    Tensor sum = slopes.get(0).get(part).multiply(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      if (coefficients[i] != 0) {
        sum = sum.add(slopes.get(i).get(part).multiply(coefficients[i]));
      }
    }
    return sum;
  }

  /** Returns each picture's error in units of the tolerance: the largest of its parts'. */
  @SuppressWarnings("try")
  private double[] errors(double[] taken) {
    double[] largest = new double[times.length];
    try (Scope scope = engine.inference()) {
      List<Tensor> result = moved(TABLEAU.last(), taken);
      for (int p = 0; p < state.size(); p++) {
        Tensor error = PerPicture.times(combined(TABLEAU.errors(), p), taken);
        Tensor allowed =
            state
                .get(p)
                .abs()
                .maximum(result.get(p).abs())
                .affine(solver.relative(), solver.absolute());
        double[] squares = PerPicture.mean(error.divide(allowed).square()).toDoubles();
        Arrays.setAll(largest, n -> Math.max(largest[n], Math.sqrt(squares[n])));
      }
    }
    return largest;
  }

  /** Moves the pictures whose errors are small enough. */
  @SuppressWarnings("try")
  private void accept(double[] taken, double[] errors) {
    double[] accepted = Arrays.stream(errors).map(error -> error <= 1 ? 1 : 0).toArray();
    boolean all = Arrays.stream(accepted).allMatch(yes -> yes == 1);
    try (Scope scope = engine.inference()) {
      List<Tensor> result = moved(TABLEAU.last(), taken);
      for (int p = 0; p < state.size(); p++) {
        choose(all, accepted, result.get(p), state.get(p));
        choose(all, accepted, slopes.get(TABLEAU.last()).get(p), slopes.get(0).get(p));
      }
    }
    for (int n = 0; n < times.length; n++) {
      if (accepted[n] == 1) {
        boolean arrives = Math.abs(taken[n]) >= Math.abs(to - times[n]);
        times[n] = arrives ? to : times[n] + taken[n];
      }
    }
  }

  private void choose(boolean all, double[] accepted, Tensor source, Tensor target) {
    Tensor chosen = all ? source : PerPicture.of(target, accepted).where(source, target);
    engine.assign(target, chosen);
  }

  /** Returns the length of a picture's next step. */
  private double next(int picture, double wanted, double taken, double error) {
    // The error of an order 4 result grows with the fifth power of the step. NaN is too large.
    double ideal = SAFETY * Math.pow(error, EXPONENT);
    double factor = ideal >= LEAST_FACTOR ? Math.min(ideal, LARGEST_FACTOR) : LEAST_FACTOR;
    double next = Math.abs(taken) * factor;
    if (error <= 1) {
      // A step that was cut short at the end says nothing against the longer one.
      return Math.max(next, taken == 0 || Math.abs(taken) < wanted ? wanted : 0);
    }
    if (next < solver.leastStep()) {
      throw new ArithmeticException(
          "the error of picture "
              + picture
              + " is "
              + error
              + " times what the tolerances ("
              + solver.relative()
              + " relative, "
              + solver.absolute()
              + " absolute) allow even for a step of "
              + Math.abs(taken)
              + " at "
              + times[picture]
              + "; raise them, or compute in FLOAT64");
    }
    return next;
  }
}
