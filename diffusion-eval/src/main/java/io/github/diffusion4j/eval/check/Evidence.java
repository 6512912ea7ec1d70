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
 */
public record Evidence(
    long hits,
    int independent,
    int different,
    boolean weakNull,
    double falsePositives,
    List<Sensitivity> sensitivity,
    ClopperPearson searchRecall) {

  /**
   * What follows.
   *
   * @param verdict the answer
   * @param reasons why, in sentences; the first is the answer's own
   * @param rate what the hits say of the rate of copies
   */
  public record Conclusion(Verdict verdict, List<String> reasons, RateVerdict rate) {}

  /**
   * Judges.
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
    Verdict verdict =
        rate.verdict() == Verdict.PASS && !doubts.isEmpty() ? Verdict.INCONCLUSIVE : rate.verdict();
    List<String> reasons = new ArrayList<>(List.of(rate.reason()));
    if (rate.verdict() == Verdict.PASS) {
      reasons.add(
          "this is of whole copies by %s, which the detector is to see, and of no others"
              .formatted(claims()));
    }
    reasons.addAll(doubts);
    return new Conclusion(verdict, reasons, rate);
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
  public Evidence withHits(long others) {
    return new Evidence(
        others, independent, different, weakNull, falsePositives, sensitivity, searchRecall);
  }
}
