package io.github.diffusion4j.bench.study;

import io.github.diffusion4j.noise.Formulation;
import io.github.diffusion4j.noise.Variance;
import io.github.diffusion4j.sample.SamplerSpec;
import io.github.diffusion4j.tensor.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How many steps of a sampler come nearest to a number of function evaluations, found by trying:
 * samplers differ in calls a step, in the first and the last one, and some choose steps themselves.
 */
final class Budget {
  private Budget() {}

  /**
   * A sampler with a number of steps.
   *
   * @param spec what to sample with
   * @param evaluations how often it asks the denoiser
   */
  record Choice(SamplerSpec spec, long evaluations) {
    private long distance(int wanted) {
      return Math.abs(evaluations - wanted);
    }
  }

  /**
   * Returns the number of steps whose evaluations are nearest to those asked for, the larger of
   * two; empty if no number of steps comes near them, within a quarter.
   *
   * @throws IllegalArgumentException if the sampler cannot be used with the process, with its
   *     reason
   */
  static Optional<Choice> steps(
      SamplerSpec.Kind kind, Formulation formulation, Engine engine, int evaluations) {
    // As many steps as evaluations are enough, as each asks once at least.
    int enough = evaluations;
    Choice best = trial(kind, formulation, engine, enough);
    int few = 0;
    while (enough - few > 1) {
      int steps = (few + enough) / 2;
      long calls;
      try {
        Choice choice = trial(kind, formulation, engine, steps);
        calls = choice.evaluations();
        best = choice.distance(evaluations) < best.distance(evaluations) ? choice : best;
      } catch (IllegalArgumentException tooFew) {
        // Some need a few steps at least.
        calls = 0;
      }
      if (calls < evaluations) {
        few = steps;
      } else {
        enough = steps;
      }
    }
    return 4 * best.distance(evaluations) <= evaluations ? Optional.of(best) : Optional.empty();
  }

  /**
   * Returns the numbers of steps for several numbers of evaluations, each once. A sampler that
   * takes no number of steps near any of them, as it chooses its steps by their error, comes with
   * the largest.
   */
  static List<Choice> choices(
      SamplerSpec.Kind kind, Formulation formulation, Engine engine, List<Integer> evaluations) {
    List<Choice> choices = new ArrayList<>();
    for (int wanted : evaluations) {
      steps(kind, formulation, engine, wanted)
          .filter(choice -> !choices.contains(choice))
          .ifPresent(choices::add);
    }
    return choices.isEmpty()
        ? List.of(trial(kind, formulation, engine, Collections.max(evaluations)))
        : choices;
  }

  private static Choice trial(
      SamplerSpec.Kind kind, Formulation formulation, Engine engine, int steps) {
    SamplerSpec spec = new SamplerSpec(kind, steps);
    Method method = Method.of(spec, formulation.preconditioning().process());
    boolean learned = formulation.variance() == Variance.LEARNED;
    return new Choice(spec, method.evaluations(engine, learned));
  }
}
