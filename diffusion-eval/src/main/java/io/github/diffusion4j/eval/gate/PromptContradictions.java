package io.github.diffusion4j.eval.gate;

import static io.github.diffusion4j.eval.gate.Contradictions.require;

import io.github.diffusion4j.eval.check.Finding;
import io.github.diffusion4j.eval.check.PromptKind;
import io.github.diffusion4j.eval.check.PromptRate;
import io.github.diffusion4j.eval.report.Replication;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What in the rates by kind of prompt does not fit together, or not to the rest of a report. */
final class PromptContradictions {
  private PromptContradictions() {}

  /** Both kinds together are all; and findings of one kind are no more than its copies. */
  static void requireConsistent(Replication found) {
    if (found.prompts().isEmpty()) {
      require(
          found.findings().stream().map(Finding::prompt).distinct().count() <= 1,
          "findings are of prompts of both kinds, and their rates are missing");
      return;
    }
    long unlisted = found.copies() - (long) found.findings().size();
    long hits = 0;
    long samples = 0;
    Set<PromptKind> kinds = EnumSet.noneOf(PromptKind.class);
    for (PromptRate each : found.prompts()) {
      long groups =
          found.findings().stream()
              .filter(finding -> finding.prompt() == each.kind())
              .map(Finding::group)
              .distinct()
              .count();
      require(
          each.rate().bound().hits() >= groups && each.rate().bound().hits() <= groups + unlisted,
          "%,d hits of %s prompts are counted, and the findings are %,d",
          each.rate().bound().hits(),
          each.kind(),
          groups + unlisted);
      kinds.add(each.kind());
      hits += each.rate().bound().hits();
      samples += each.rate().bound().samples();
    }
    require(
        kinds.size() == found.prompts().size()
            && kinds.size() > 1
            && hits == found.rate().bound().hits()
            && samples == found.independent(),
        "%,d of %,d are hits by kind of prompt, and %,d of %,d in all",
        hits,
        samples,
        found.rate().bound().hits(),
        found.independent());
  }

  /** Requires the rates that a report tells to be those that its counts give. */
  static void requireSame(List<PromptRate> told, List<PromptRate> worked) {
    for (int i = 0; i < told.size(); i++) {
      PromptRate each = told.get(i);
      require(
          Contradictions.same(worked.get(i).rate(), each.rate()),
          "it bounds the rate of %s prompts by %s and %s, and its counts do not",
          each.kind(),
          each.rate().bound().lower(),
          each.rate().upper());
    }
  }
}
