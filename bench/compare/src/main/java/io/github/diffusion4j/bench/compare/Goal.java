package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.NeighboursWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What this project's engine should reach in a work.
 *
 * @param what is asked for, as a sentence with a place for the bound
 * @param bound that must not be passed
 * @param least whether the bound is a least and not a most
 * @param measure what is held against it
 */
record Goal(String what, double bound, boolean least, Measure measure) {
  /** The contender that the goals are for. */
  static final String CONTENDER = "diffusion4j";

  private static final Map<String, List<Goal>> OF_WORK =
      Map.of(
          "reference-step", List.of(time(1.15), memory(1.3)),
          "reference-forward", List.of(time(1.15)),
          "small-step", List.of(time(1.25)),
          "video-step", List.of(time(1.5)),
          "transformer-step", List.of(time(1.3)),
          "neighbours", List.of(shareOfPeak(0.7)));

  /** Takes from a result what a goal speaks of; empty if it cannot be told. */
  @FunctionalInterface
  interface Measure {
    OptionalDouble of(Result result, Outcome.Measured ours);
  }

  private static Goal time(double most) {
    return new Goal(
        "median at most %.2f times " + Result.BASE + "'s",
        most,
        false,
        (result, ours) -> result.ratio(ours, Result.Quantity.MEDIAN));
  }

  private static Goal memory(double most) {
    return new Goal(
        "peak memory at most %.2f times " + Result.BASE + "'s",
        most,
        false,
        (result, ours) -> result.ratio(ours, Result.Quantity.MEMORY));
  }

  private static Goal shareOfPeak(double least) {
    return new Goal(
        "at least %.2f of the fastest product of matrices measured", least, true, Goal::peakShare);
  }

  /** How fast the inner products came, as a share of the highest peak that any contender saw. */
  static OptionalDouble peakShare(Result result, Outcome.Measured ours) {
    double peak =
        result.measured().stream()
            .mapToDouble(each -> each.figures().getOrDefault(NeighboursWork.PEAK, 0.0))
            .max()
            .orElse(0);
    if (peak == 0 || !(result.work() instanceof NeighboursWork work)) {
      return OptionalDouble.empty();
    }
    double gflops = work.operations() / (ours.times().median() * 1e6);
    return OptionalDouble.of(gflops / peak);
  }

  /** Returns a sentence for each goal of the result's work that can be judged. */
  static List<String> verdicts(Result result) {
    List<String> verdicts = new ArrayList<>();
    for (Goal goal : OF_WORK.getOrDefault(result.work().name(), List.of())) {
      result
          .measured(CONTENDER)
          .map(ours -> goal.measure.of(result, ours))
          .filter(OptionalDouble::isPresent)
          .ifPresent(value -> verdicts.add(goal.verdict(value.getAsDouble())));
    }
    return verdicts;
  }

  private String verdict(double value) {
    boolean reached = least ? value >= bound : value <= bound;
    return String.format(
        Locale.ROOT,
        "Goal for %s, " + what + ": %.2f, %s.",
        CONTENDER,
        bound,
        value,
        reached ? "reached" : "missed");
  }
}
