package io.github.diffusion4j.eval.gate;

import io.github.diffusion4j.eval.check.CheckSettings;
import io.github.diffusion4j.eval.check.Evidence;
import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PromptCount;
import io.github.diffusion4j.eval.check.PromptKind;
import io.github.diffusion4j.eval.report.EvaluationReport;
import io.github.diffusion4j.eval.report.GateResult;
import io.github.diffusion4j.eval.report.Judgement;
import io.github.diffusion4j.eval.report.Replication;
import io.github.diffusion4j.recipe.GateBy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges reports, and trusts none: the verdict on copies is worked out again from the counts, and a
 * report whose numbers contradict each other fails as a whole.
 *
 * @param settings that the report has to be of
 * @param gates on quality, besides the one on copies, which is always there
 * @param by what of a metric has to be within the limits
 * @param baseline of which copies do not count, if there is one
 * @param ratchet whether nothing may be worse than the baseline
 */
public record Judge(
    CheckSettings settings,
    List<Gate> gates,
    GateBy by,
    Optional<Baseline> baseline,
    boolean ratchet) {

  /** Copies the list. */
  public Judge {
    gates = List.copyOf(gates);
    if (ratchet && baseline.isEmpty()) {
      throw new IllegalArgumentException("there is no baseline to compare with");
    }
  }

  /** Judges without a baseline. */
  public Judge(CheckSettings settings, List<Gate> gates, GateBy by) {
    this(settings, gates, by, Optional.empty(), false);
  }

  /**
   * Returns in which way a report contradicts itself or the settings that it has to be of, as a
   * clause; nothing if it does not.
   */
  public static Optional<String> contradiction(EvaluationReport report, CheckSettings settings) {
    return new Contradictions(report, settings).first();
  }

  /** Judges all gates, whatever becomes of the first. */
  public Judgement of(EvaluationReport report) {
    Optional<String> contradiction = contradiction(report, settings);
    if (contradiction.isPresent()) {
      return Judgement.withoutReport(
          "the report contradicts itself: " + contradiction.get() + "; evaluate again");
    }
    Set<String> accepted = baseline.map(Baseline::digests).orElse(Set.of());
    List<GateResult> results = new ArrayList<>();
    results.add(replication(report.replication(), accepted));
    gates.forEach(gate -> results.add(gate.judge(report.quality(), by)));
    if (ratchet) {
      results.addAll(new Ratchet(baseline.orElseThrow()).judge(report));
    }
    return new Judgement(results, accepted);
  }

  private GateResult replication(Replication found, Set<String> accepted) {
    Evidence evidence = found.evidence();
    long counted = counted(found, accepted, evidence.hits(), EnumSet.allOf(PromptKind.class));
    List<PromptCount> byPrompt =
        evidence.prompts().stream()
            .map(
                each ->
                    new PromptCount(
                        each.kind(),
                        counted(found, accepted, each.hits(), EnumSet.of(each.kind())),
                        each.independent()))
            .toList();
    Evidence.Conclusion conclusion = evidence.withHits(counted, byPrompt).judge(settings);
    List<String> reasons = new ArrayList<>(conclusion.reasons());
    if (counted < evidence.hits()) {
      reasons.add(
          String.format(
              Locale.ROOT,
              "%,d more copy what the baseline accepts, and do not count",
              evidence.hits() - counted));
    }
    return GateResult.ofRate(
        String.join("; ", reasons), conclusion.verdict(), conclusion.rate(), settings.maxRate());
  }

  /**
   * Counts the groups, of some kinds of prompts, in which a training picture is copied that is not
   * accepted. What the report does not list is not known to be accepted, and counts.
   */
  private static long counted(
      Replication found, Set<String> accepted, long hits, Set<PromptKind> kinds) {
    long listed =
        found.findings().stream()
            .filter(each -> kinds.contains(each.prompt()))
            .filter(each -> !accepted.contains(each.trainingDigest()))
            .map(Finding::group)
            .distinct()
            .count();
    long unlisted = found.copies() - (long) found.findings().size();
    return Math.min(hits, listed + unlisted);
  }
}
