package io.github.diffusion4j.sample;

import io.github.diffusion4j.tensor.Engine;
import io.github.diffusion4j.tensor.Scope;
import io.github.diffusion4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Follows the probability-flow differential equation with steps as long as an error allows, by the
 * method of Dormand and Prince (1980) of order 5 with an error estimate of order 4.
 *
 * <p>It integrates {@code dx / d ln sigma = x - D(x; sigma)} from each level of the grid to the
 * next; in {@code ln sigma} neither end is stiff. The last step, to level 0, returns the estimate.
 * Two levels and 0 are grid enough; more only make it stop more often.
 *
 * <p>Each picture has steps of its own: they do not depend on the others in the batch. The error of
 * a picture is the root mean square over its elements of {@code error / (absolute + relative |x|)},
 * and a step is taken where that is at most 1.
 *
 * @param relative tolerance, 0 or more; below about 1e-6 the rounding of FLOAT32 is all that is
 *     left
 * @param absolute tolerance, above 0
 * @param leastStep the step in {@code ln sigma} (in general, in time) at which it gives up; above 0
 * @param maxEvaluations how often it asks the denoiser between two levels before it gives up; 7 or
 *     more
 */
public record DormandPrince(double relative, double absolute, double leastStep, int maxEvaluations)
    implements Sampler {
  private static final double LEAST_STEP = 1e-7;
  private static final int MAX_EVALUATIONS = 10_000;

  /** Checks the numbers. */
  public DormandPrince {
    if (!(relative >= 0 && relative < 1)) {
      throw new IllegalArgumentException(
          "the relative tolerance is " + relative + "; it is 0 or more, such as 1e-5");
    }
    requirePositive("absolute tolerance", absolute, "1e-5");
    requirePositive("least step", leastStep, "1e-7");
    if (maxEvaluations < Tableau.DORMAND_PRINCE.last() + 1) {
      throw new IllegalArgumentException(
          "at most " + maxEvaluations + " evaluations; one step takes 7");
    }
  }

  /** Makes one that gives up at steps of 1e-7, or after 10,000 evaluations. */
  public DormandPrince(double relative, double absolute) {
    this(relative, absolute, LEAST_STEP, MAX_EVALUATIONS);
  }

  private static void requirePositive(String name, double value, String example) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the " + name + " is " + value + "; it is a number above 0, such as " + example);
    }
  }

  /**
   * What a differential equation came to.
   *
   * @param state the parts of the state at the end
   * @param slopes their derivatives there
   * @param evaluations how often the right side was asked
   */
  public record Solution(List<Tensor> state, List<Tensor> slopes, int evaluations) {}

  /**
   * Solves any differential equation. The result belongs to the scope that is open, and nothing
   * else is left in it.
   *
   * @param field the right side; it is asked in inference scopes
   * @param start the parts of the state, each {@code [N, ...]}; they are not changed. A picture's
   *     error is the largest of its parts'
   * @param from the time that it starts at
   * @param to the time that it ends at, before or after
   * @throws ArithmeticException if it gives up, saying where
   */
  public Solution solve(VectorField field, List<Tensor> start, double from, double to) {
    double[] steps = new double[start.get(0).shape().dim(0)];
    return solve(field, start, from, to, steps);
  }

  /**
   * Solves one.
   *
   * @param steps the lengths to try first, 0 where unknown; overwritten with those to go on with
   */
  private Solution solve(
      VectorField field, List<Tensor> start, double from, double to, double[] steps) {
    Engine engine = start.get(0).engine();
    try (Scope scope = engine.inference()) {
      AdaptiveIntegration integration = new AdaptiveIntegration(this, field, start, from, to);
      Solution solution = integration.run(steps);
      solution.state().forEach(scope::keep);
      solution.slopes().forEach(scope::keep);
      return solution;
    }
  }

  @Override
  public boolean reversible() {
    return true;
  }

  @Override
  public Stepper start(SamplingTask task) {
    VectorField field =
        (state, times) -> {
          Tensor x = state.get(0);
          double[] sigmas = Arrays.stream(times).map(Math::exp).toArray();
          return List.of(x.subtract(task.denoiser().denoise(x, sigmas)));
        };
    double[] steps = new double[task.start().shape().dim(0)];
    return (x, index) -> {
      double from = task.sigma(index);
      double to = task.sigma(index + 1);
      if (to == 0) {
        Tensor denoised = task.denoiser().denoise(x, from);
        return new Stepper.Moved(denoised, denoised);
      }
      Solution solution = solve(field, List.of(x), Math.log(from), Math.log(to), steps);
      Tensor next = solution.state().get(0);
      // The slope at the end is known, and with it the estimate there.
      return new Stepper.Moved(next, next.subtract(solution.slopes().get(0)));
    };
  }
}
