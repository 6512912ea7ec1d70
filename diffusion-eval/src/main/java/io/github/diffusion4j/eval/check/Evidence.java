package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.eval.statistics.ClopperPearson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was counted in a check. Verdict and reasons follow from it and from the settings alone, so
 * that whoever reads the counts from a file need not trust the verdict that stands beside them.
 *
 * @param hits independent pictures that count as copies
 * @param independent how many there are, at least 1
 * @param different how many generated pictures differ from each other
 * @param weakNull whether training pictures took the place of held-out ones
 * @param falsePositives of the threshold, at most, 0 to 1
 * @param sensitivity by kind of planted copy
 * @param searchRecall how often an approximate search finds what an exact one does; null if the
 *     search is exact
 * @param prompts hits and pictures by kind of prompt, where there are both kinds; else empty
 */
public record Evidence(
    long hits,
    int independent,
    int different,
    boolean weakNull,
    double falsePositives,
    List<Sensitivity> sensitivity,
    ClopperPearson searchRecall,
    List<PromptCount> prompts) {

  /**
   * What follows.
   *
   * @param verdict the answer
   * @param reasons why, in sentences; the first is the answer's own
   * @param rate what the hits say of the rate of copies
   * @param prompts the same by kind of prompt, where there are both kinds; else empty
   */
  public record Conclusion(
      Verdict verdict, List<String> reasons, RateVerdict rate, List<PromptRate> prompts) {}

  /**
   * Judges. Of pictures by prompts of both kinds the worst verdict counts: of all, or of one kind.
   *
   * @throws io.github.diffusion4j.eval.feature.EvaluationException if no kind of planted copy is
   *     one that the detector is to see
   * @throws IllegalArgumentException if there are more hits than pictures, or none of those
   */
  public Conclusion judge(CheckSettings settings) {
    double least = PlantedSensitivity.least(sensitivity, settings.confidence());
    double recall = leastRecall(settings.confidence());
    RateVerdict rate = RateVerdict.of(hits, independent, falsePositives, least * recall, settings);
    List<String> doubts =
        new Doubts(settings).of(weakNull, least, recall, independent, different, sensitivity);
    List<PromptRate> byPrompt =
        prompts.stream()
            .map(
                each ->
                    new PromptRate(
                        each.kind(),
                        RateVerdict.of(
                            each.hits(),
                            each.independent(),
                            falsePositives,
                            least * recall,
                            settings)))
            .toList();
    Verdict worst = rate.verdict();
    List<String> reasons = new ArrayList<>(List.of(rate.reason()));
    for (PromptRate each : byPrompt) {
      worst = worst.orWorse(each.rate().verdict());
      reasons.add(each.reason());
    }
    if (worst == Verdict.PASS) {
      reasons.add(
          "this is of whole copies by %s, which the detector is to see, and of no others"
              .formatted(claims()));
    }
    reasons.addAll(doubts);
    Verdict verdict = worst == Verdict.PASS && !doubts.isEmpty() ? Verdict.INCONCLUSIVE : worst;
    return new Conclusion(verdict, reasons, rate, byPrompt);
  }

  private double leastRecall(double confidence) {
    return searchRecall == null
        ? 1
        : ClopperPearson.of(searchRecall.hits(), searchRecall.samples(), confidence).lower();
  }

  private String claims() {
    return sensitivity.stream()
        .filter(Sensitivity::claimed)
        .map(Sensitivity::kind)
        .collect(Collectors.joining(", "));
  }

  /** Returns the same evidence with another number of hits. */
  public Evidence withHits(long others, List<PromptCount> byPrompt) {
    return new Evidence(
        others,
        independent,
        different,
        weakNull,
        falsePositives,
        sensitivity,
        searchRecall,
        byPrompt);
  }
}
