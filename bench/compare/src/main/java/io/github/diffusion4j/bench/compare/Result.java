package io.github.diffusion4j.bench.compare;

import io.github.diffusion4j.bench.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What came out of one work.
 *
 * @param work that was done
 * @param steal share of the processors' time that the host took away meanwhile
 * @param outcomes of the contenders; those that are absent come first
 */
record Result(Work work, double steal, List<Outcome> outcomes) {
  /** Whom all others are compared with. */
  static final String BASE = "libtorch";

  /** Copies the outcomes. */
  Result {
    outcomes = List.copyOf(outcomes);
  }

  /** Returns what a contender measured, if it took part. */
  Optional<Outcome.Measured> measured(String contender) {
    return measured().stream().filter(each -> each.contender().equals(contender)).findFirst();
  }

  /** Returns those that took part. */
  List<Outcome.Measured> measured() {
    return outcomes.stream()
        .filter(Outcome.Measured.class::isInstance)
        .map(Outcome.Measured.class::cast)
        .toList();
  }

  /** Returns those that did not. */
  List<Outcome.Absent> absent() {
    return outcomes.stream()
        .filter(Outcome.Absent.class::isInstance)
        .map(Outcome.Absent.class::cast)
        .toList();
  }

  /** Returns a contender's quantity divided by the base's; empty if one of them has none. */
  OptionalDouble ratio(Outcome.Measured measured, Quantity quantity) {
    return measured(BASE)
        .map(base -> quantity.of(measured) / quantity.of(base))
        .filter(Double::isFinite)
        .filter(ratio -> ratio > 0)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** What contenders are compared by. */
  enum Quantity {
    /** Median of the times. */
    MEDIAN {
      @Override
      double of(Outcome.Measured measured) {
        return measured.times().median();
      }
    },
    /** Fastest of the times. */
    FASTEST {
      @Override
      double of(Outcome.Measured measured) {
        return measured.times().fastest();
      }
    },
    /** Peak of the memory. */
    MEMORY {
      @Override
      double of(Outcome.Measured measured) {
        return measured.peakBytes();
      }
    };

    abstract double of(Outcome.Measured measured);
  }
}
