package io.github.diffusion4j.eval.check;

import io.github.diffusion4j.data.Dataset;
import io.github.diffusion4j.eval.detect.Detector;
import io.github.diffusion4j.eval.detect.Detector.Gallery;
import io.github.diffusion4j.eval.detect.Detector.Match;
import io.github.diffusion4j.eval.feature.EvaluationException;
import io.github.diffusion4j.eval.plant.Manipulation;
import io.github.diffusion4j.eval.replication.Calibration;
import io.github.diffusion4j.eval.statistics.FalseDiscovery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Asks whether generated pictures copy training pictures, and how sure that is.
 *
 * <p>Held-out pictures say how like a training picture a new real one may be: what is above their
 * threshold counts as a copy ({@link Calibration}); where they are not at hand, what was kept of
 * them ({@link SavedCalibration}). Copies planted among the questions say how many the detector
 * finds ({@link PlantedSensitivity}). The hits among the generated pictures then bound the rate of
 * copies ({@link RateVerdict}).
 *
 * <p>Whatever is missing for an answer makes the verdict INCONCLUSIVE, never PASS.
 */
public final class ReplicationCheck {
  /** The share of a list of findings that may be there by chance. */
  private static final double FALSE_DISCOVERIES = 0.1;

  /** Characters of a caption that a finding keeps: some captions are books. */
  private static final int CAPTION = 200;

  private final Detector detector;
  private final List<Manipulation> kinds;
  private final CheckSettings settings;

  /** Takes what compares pictures, the kinds of copies to plant, and what is to be shown. */
  public ReplicationCheck(Detector detector, List<Manipulation> kinds, CheckSettings settings) {
    this.detector = detector;
    this.kinds = List.copyOf(kinds);
    this.settings = settings;
  }

  /**
   * Runs the check.
   *
   * @throws EvaluationException if pictures cannot be described, all held-out ones are training
   *     pictures, or a calibration that was kept is of others
   */
  public ReplicationResult run(PictureSets sets) {
    Gallery gallery = detector.gallery(sets.training());
    boolean weakNull = sets.heldOut().isEmpty() && sets.calibration().isEmpty();
    Optional<Match[]> nullMatches =
        sets.calibration().isPresent()
            ? Optional.empty()
            : Optional.of(sets.heldOut().map(gallery::nearest).orElseGet(gallery::others));
    double[] nullSimilarities =
        nullMatches
            .map(ReplicationCheck::similarities)
            .orElseGet(() -> kept(sets.calibration().orElseThrow(), sets, gallery));
    Calibration calibration = Calibration.of(nullSimilarities, detector.same());
    Calibration.Threshold threshold =
        calibration.threshold(settings.falsePositives(), settings.confidence(), detector.floor());
    SearchRecall search = new SearchRecall(gallery, settings.seed());
    Match[] matches = search.sampled(sets.generated());
    PromptKind[] prompts = PromptKind.of(sets.training(), sets.generated());
    Hits hits = Hits.of(sets.generated(), prompts, matches, threshold.similarity());
    List<Sensitivity> sensitivity =
        new PlantedSensitivity(detector, kinds, settings)
            .measure(search, sets.training(), sets.heldOut(), threshold.similarity());
    Evidence evidence =
        new Evidence(
            hits.groups(),
            hits.independent(),
            different(sets.generated()),
            weakNull,
            threshold.falsePositives(),
            sensitivity,
            search.bound(settings.confidence()),
            hits.prompts());
    Evidence.Conclusion conclusion = evidence.judge(settings);
    List<String> reasons = new ArrayList<>(conclusion.reasons());
    if (PlantedSensitivity.least(sensitivity, settings.confidence()) < settings.minSensitivity()) {
      nullMatches
          .flatMap(all -> ThresholdPair.of(all, threshold))
          .ifPresent(pair -> reasons.add(pair.sentence(sets)));
    }
    return new ReplicationResult(
        detector.identity(),
        conclusion.verdict(),
        List.copyOf(reasons),
        sets.training().size(),
        calibration.size(),
        calibration.duplicates(),
        weakNull,
        sets.generated().size(),
        evidence.different(),
        hits.independent(),
        threshold,
        conclusion.rate(),
        conclusion.prompts(),
        sensitivity,
        evidence.searchRecall(),
        findings(sets, prompts, gallery, matches, threshold.similarity(), calibration),
        similarities(matches),
        nullSimilarities);
  }

  private double[] kept(SavedCalibration kept, PictureSets sets, Gallery gallery) {
    kept.requireFits(detector, sets.training());
    sets.heldOut()
        .ifPresent(
            pictures -> kept.requireSame(pictures, CalibrationRun.similarities(gallery, pictures)));
    return kept.values();
  }

  private static double[] similarities(Match[] matches) {
    return Arrays.stream(matches).mapToDouble(Match::similarity).toArray();
  }

  private static String beginning(String caption) {
    return caption.length() > CAPTION ? caption.substring(0, CAPTION) + "..." : caption;
  }

  private static int different(Dataset pictures) {
    Set<String> digests = new HashSet<>();
    for (int i = 0; i < pictures.size(); i++) {
      digests.add(pictures.digest(i));
    }
    return digests.size();
  }

  private static List<Finding> findings(
      PictureSets sets,
      PromptKind[] prompts,
      Gallery gallery,
      Match[] matches,
      double threshold,
      Calibration calibration) {
    double[] pValues =
        Arrays.stream(matches).mapToDouble(m -> calibration.pValue(m.similarity())).toArray();
    Set<Integer> significant = new HashSet<>();
    Arrays.stream(FalseDiscovery.reject(pValues, FALSE_DISCOVERIES)).forEach(significant::add);
    int[] groups = Hits.firstOfGroup(sets.generated());
    List<Integer> copies =
        IntStream.range(0, matches.length)
            .filter(i -> matches[i].similarity() > threshold)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -matches[i].similarity()))
            .toList();
    Map<Integer, Integer> duplicates = new HashMap<>();
    for (int i : copies.subList(0, Math.min(copies.size(), Finding.COUNTED))) {
      duplicates.computeIfAbsent(matches[i].row(), row -> gallery.countAbove(row, threshold));
    }
    return copies.stream()
        .map(
            i ->
                new Finding(
                    i,
                    groups[i],
                    prompts[i],
                    beginning(sets.generated().caption(i)),
                    sets.generated().digest(i),
                    matches[i].row(),
                    sets.training().digest(matches[i].row()),
                    matches[i].similarity(),
                    pValues[i],
                    significant.contains(i),
                    duplicates.getOrDefault(matches[i].row(), -1)))
        .toList();
  }
}
