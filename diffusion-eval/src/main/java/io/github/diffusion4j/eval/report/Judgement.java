package io.github.diffusion4j.eval.report;

import io.github.diffusion4j.eval.check.Verdict;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How all gates were judged.
 *
 * @param gates each that was asked for, in order
 * @param accepted digests of the training pictures of which copies are accepted
 */
public record Judgement(List<GateResult> gates, Set<String> accepted) {

  /** Copies the collections. */
  public Judgement {
    gates = List.copyOf(gates);
    accepted = Set.copyOf(accepted);
  }

  /** Returns the judgement of a report that is not there, or that nobody should trust. */
  public static Judgement withoutReport(String sentence) {
    return new Judgement(
        List.of(new GateResult(GateResult.REPORT, Verdict.FAIL, sentence)), Set.of());
  }

  /** Returns the judgement that the report's own verdict is, with no other gate. */
  public static Judgement of(EvaluationReport report) {
    Replication found = report.replication();
    return new Judgement(
        List.of(
            GateResult.ofRate(
                String.join("; ", found.reasons()),
                found.verdict(),
                found.rate(),
                report.settings().maxRate())),
        Set.of());
  }

  /** Tells whether all gates were met; if none was judged, they were not. */
  public boolean passed() {
    return !gates.isEmpty() && gates.stream().allMatch(GateResult::passed);
  }

  /** Tells whether there is a report that is fit to be judged and shown. */
  public boolean hasReport() {
    return gates.stream().noneMatch(each -> each.gate().equals(GateResult.REPORT));
  }

  /** Returns {@code PASSED} or {@code FAILED}. */
  public String word() {
    return passed() ? "PASSED" : "FAILED";
  }

  /** Returns how many gates were met, in a few words. */
  public String count() {
    long met = gates.stream().filter(GateResult::passed).count();
    if (gates.size() == 1) {
      return met == 1 ? "the gate is met" : "the gate is not met";
    }
    return met == gates.size()
        ? "all " + gates.size() + " gates are met"
        : "%d of %d gates are not met".formatted(gates.size() - met, gates.size());
  }

  /** Returns the judgement in one sentence: the first gate that is not met, or else the first. */
  public String sentence() {
    if (gates.isEmpty()) {
      return "No gate was judged.";
    }
    GateResult told =
        gates.stream().filter(each -> !each.passed()).findFirst().orElse(gates.get(0));
    String count = Character.toUpperCase(count().charAt(0)) + count().substring(1);
    String which = gates.size() == 1 ? "" : told.gate() + ", ";
    return count + ": " + which + told.sentence() + ".";
  }

  /** Returns the judgement as a person reads it: a line, and one for each gate. */
  public String text() {
    return gates.stream()
        .map(each -> "\n  " + each.gate() + ": " + each.verdict() + ", " + each.sentence())
        .collect(Collectors.joining("", word() + ", " + count(), ""));
  }
}
