package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Verdict;
import java.util.Objects;

/**
 * How one gate was judged.
 *
 * @param gate its name, such as {@code replication} or {@code fd<=0.3}
 * @param verdict one of three; only {@link Verdict#PASS} lets a build pass
 * @param sentence the numbers, and for anything but PASS the way out
 */
public record GateResult(String gate, Verdict verdict, String sentence) {
  /** The gate that asks whether generated pictures copy. */
  public static final String REPLICATION = "replication";

  /** The gate that asks whether there is a report to be judged. */
  public static final String REPORT = "report";

  /** Checks that nothing is missing. */
  public GateResult {
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(sentence, "sentence");
  }

  /** Tells whether the gate was met. */
  public boolean passed() {
    return verdict == Verdict.PASS;
  }
}
