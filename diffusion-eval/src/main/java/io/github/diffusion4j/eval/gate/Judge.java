package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Evidence;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.report.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges reports, and trusts none: the verdict on copies is worked out again from the counts, and a
 * report whose numbers contradict each other fails as a whole.
 *
 * @param settings that the report has to be of
 * @param gates on quality, besides the one on copies, which is always there
 * @param by what of a metric has to be within the limits
 */
public record Judge(CheckSettings settings, List<Gate> gates, GateBy by) {

  /** Copies the list. */
  public Judge {
    gates = List.copyOf(gates);
  }

  /** Judges all gates, whatever becomes of the first. */
  public Judgement of(EvaluationReport report) {
    Optional<String> contradiction = new Contradictions(report, settings).first();
    if (contradiction.isPresent()) {
      return Judgement.withoutReport(
          "the report contradicts itself: " + contradiction.get() + "; evaluate again");
    }
    List<GateResult> results = new ArrayList<>();
    results.add(replication(report));
    gates.forEach(gate -> results.add(gate.judge(report.quality(), by)));
    return new Judgement(results, Set.of());
  }

  private GateResult replication(EvaluationReport report) {
    Evidence.Conclusion conclusion = report.replication().evidence().judge(settings);
    return new GateResult(
        GateResult.REPLICATION, conclusion.verdict(), String.join("; ", conclusion.reasons()));
  }
}
