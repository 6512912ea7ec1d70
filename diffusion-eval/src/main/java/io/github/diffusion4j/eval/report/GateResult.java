package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.RateVerdict;
import io.github.diffusion4j.eval.check.Verdict;
import java.util.Objects;
import java.util.Optional;

/**
 * How one gate was judged.
 *
 * @param gate its name, such as {@code replication} or {@code fd<=0.3}
 * @param verdict one of three; only {@link Verdict#PASS} lets a build pass
 * @param sentence the numbers, and for anything but PASS the way out
 * @param numbers the same for a table; empty if there are none, as for a metric that was not
 *     measured
 */
public record GateResult(String gate, Verdict verdict, String sentence, Optional<Numbers> numbers) {
  /** The gate that asks whether generated pictures copy. */
  public static final String REPLICATION = "replication";

  /** The gate that asks whether there is a report to be judged. */
  public static final String REPORT = "report";

  /**
   * What a gate compared, as text in the gate's own unit.
   *
   * @param value the number itself
   * @param bound how far it may be off, such as {@code 0.2 to 0.3}
   * @param limit what it had to keep, such as {@code at most 0.3}
   * @param pictures how many generated pictures the number is of
   */
  public record Numbers(String value, String bound, String limit, long pictures) {}

  /** Checks that nothing is missing. */
  public GateResult {
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(sentence, "sentence");
    Objects.requireNonNull(numbers, "numbers");
  }

  /** A result without numbers. */
  public GateResult(String gate, Verdict verdict, String sentence) {
    this(gate, verdict, sentence, Optional.empty());
  }

  /**
   * Returns how the rate of copies was judged.
   *
   * @param sentence the numbers, and the way out
   * @param rate the rate, and what is known of it
   * @param limit the largest rate that passes
   */
  public static GateResult ofRate(
      String sentence, Verdict verdict, RateVerdict rate, double limit) {
    return new GateResult(REPLICATION, verdict, sentence)
        .with(
            new Numbers(
                Percent.of(rate.bound().rate()),
                Percent.of(rate.bound().lower()) + " to " + Percent.of(rate.upper()),
                "at most " + Percent.of(limit),
                rate.bound().samples()));
  }

  /** Returns the same result with numbers. */
  public GateResult with(Numbers compared) {
    return new GateResult(gate, verdict, sentence, Optional.of(compared));
  }

  /** Tells whether the gate was met. */
  public boolean passed() {
    return verdict == Verdict.PASS;
  }
}
